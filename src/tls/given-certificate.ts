import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Clock } from '../clock/clock.ts'
import { UsageError } from '../usage-error.ts'
import type { Certificate } from './certificate.ts'
import { readPem } from './read-pem.ts'

const certificateIn = (text: string, file: string): X509Certificate => {
  try {
    return new X509Certificate(text)
  } catch {
    throw new UsageError(`--tls-cert ${file} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).`)
  }
}

const keyIn = (text: string, file: string): KeyObject => {
  try {
    return createPrivateKey(text)
  } catch {
    const why = text.includes('ENCRYPTED') ? 'is encrypted; take off its passphrase' : 'holds no private key in PEM'
    throw new UsageError(`--tls-key ${file} ${why}.`)
  }
}

/** Reads a certificate and its key. Throws `UsageError` where they can't be read or used, or not today. */
export const givenCertificate = async (certFile: string, keyFile: string, clock: Clock): Promise<Certificate> => {
  const cert = await readPem('--tls-cert', certFile, clock)
  const key = await readPem('--tls-key', keyFile, clock)
  const certificate = certificateIn(cert, certFile)
  if (!certificate.checkPrivateKey(keyIn(key, keyFile)))
    throw new UsageError(`--tls-key ${keyFile} is the key of another certificate than that of --tls-cert ${certFile}.`)
  const { validFrom, validTo } = certificate
  const nowMs = clock.now()
  if (nowMs > Date.parse(validTo))
    throw new UsageError(`--tls-cert ${certFile} has expired: it was valid until ${validTo}. Make a new one.`)
  if (nowMs < Date.parse(validFrom))
    throw new UsageError(`--tls-cert ${certFile} is not valid yet: it begins with ${validFrom}. Look at the clock.`)
  return { cert, key, ca: null, trust: `the CA of ${certFile} in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE` }
}
