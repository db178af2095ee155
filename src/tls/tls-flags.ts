import { type Said, switchFlag, textFlag } from '../flags.ts'
import { UsageError } from '../usage-error.ts'
import type { TlsSettings } from './open-certificate.ts'

/** The flags of `serve` that are about TLS. */
export const tlsFlags = {
  tls: switchFlag('Speak HTTPS, with HTTP/2 and HTTP/1.1, by a certificate that is made for this run', 'off'),
  'tls-cert': textFlag('FILE', 'The certificate to speak HTTPS with, PEM, with those between it and its CA', ''),
  'tls-key': textFlag('FILE', 'The key of that certificate, PEM', ''),
  'tls-ca': textFlag('FILE', 'Where the CA of a made certificate is written, for clients to trust', 'a temporary file'),
} as const

/** Where the certificate comes from; null for plain HTTP. Throws `UsageError` for what does not go together. */
export const tlsOf = (said: Said<typeof tlsFlags>): TlsSettings | null => {
  const { 'tls-cert': certFile, 'tls-key': keyFile, 'tls-ca': caFile } = said
  if (certFile === undefined && keyFile === undefined) {
    if (caFile !== undefined && said.tls !== true)
      throw new UsageError('--tls-ca FILE does nothing without --tls. Add it, or take the file out.')
    return said.tls === true ? { caFile: caFile ?? null } : null
  }
  if (said.tls === false) throw new UsageError('--no-tls and a certificate exclude each other. Take one of them out.')
  if (caFile !== undefined)
    throw new UsageError('--tls-ca is for a certificate that is made for this run; --tls-cert has a CA of its own.')
  if (certFile === undefined) throw new UsageError('--tls-key needs the certificate as well: --tls-cert FILE.')
  if (keyFile === undefined) throw new UsageError('--tls-cert needs its key as well: --tls-key FILE.')
  return { certFile, keyFile }
}
