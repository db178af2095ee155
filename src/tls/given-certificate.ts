import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { reasonUnreadable } from '../reason-unreadable.ts'
import { UsageError } from '../usage-error.ts'
import type { Certificate } from './certificate.ts'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const textOf = (flag: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = isMissing(error) ? 'there is no such file' : reasonUnreadable(error)
    throw new UsageError(`${flag} ${file} can't be read: ${why}.`)
  }
}

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
export const givenCertificate = (certFile: string, keyFile: string, nowMs: number): Certificate => {
  const [cert, key] = [textOf('--tls-cert', certFile), textOf('--tls-key', keyFile)]
  const certificate = certificateIn(cert, certFile)
  if (!certificate.checkPrivateKey(keyIn(key, keyFile)))
    throw new UsageError(`--tls-key ${keyFile} is the key of another certificate than that of --tls-cert ${certFile}.`)
  const { validFrom, validTo } = certificate
  if (nowMs > Date.parse(validTo))
    throw new UsageError(`--tls-cert ${certFile} has expired: it was valid until ${validTo}. Make a new one.`)
  if (nowMs < Date.parse(validFrom))
    throw new UsageError(`--tls-cert ${certFile} is not valid yet: it begins with ${validFrom}. Look at the clock.`)
  return { cert, key, ca: null }
}
