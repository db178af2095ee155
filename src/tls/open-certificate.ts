import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Clock } from '../clock/clock.ts'
import { shellWord } from '../shell-word.ts'
import { UsageError } from '../usage-error.ts'
import type { Certificate } from './certificate.ts'
import { givenCertificate } from './given-certificate.ts'
import { madeCertificate } from './made-certificate.ts'

/** Where a certificate comes from: files, or it is made for this run. */
export type TlsSettings =
  | { readonly certFile: string; readonly keyFile: string }
  | {
      /** Where its CA is written; null for a file of its own, which goes with the process. */
      readonly caFile: string | null
    }
  /** Made as well, but written nowhere: whoever asks for it in this process takes its CA from there. */
  | { readonly unwritten: true }

/** A certificate, and where what made it stands for clients to trust; null where nothing was made. */
export interface OpenedCertificate extends Certificate {
  readonly caFile: string | null
}

const write = (file: string, ca: string): string => {
  try {
    writeFileSync(file, ca)
    return resolve(file)
  } catch (error) {
    throw new UsageError(`--tls-ca ${file} can't be written: ${(error as Error).message}.`)
  }
}

/** Of a run that names no file for it. */
const writeAside = (ca: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'groq-mock-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return write(join(folder, 'ca.pem'), ca)
}

/** How clients come to trust a CA: Node by the first, Python, Go, Ruby and curl by the second. */
const trustBy = (caFile: string): string =>
  `NODE_EXTRA_CA_CERTS=${shellWord(caFile)} SSL_CERT_FILE=${shellWord(caFile)}`

/** The certificate that the settings ask for. Throws `UsageError` for what the user can mend. */
export const openCertificate = async (
  tls: TlsSettings,
  hosts: readonly string[],
  clock: Clock,
): Promise<OpenedCertificate> => {
  if ('certFile' in tls) return { ...(await givenCertificate(tls.certFile, tls.keyFile, clock)), caFile: null }
  const made = await madeCertificate(hosts, clock.now())
  if ('unwritten' in tls) return { ...made, caFile: null }
  const caFile = tls.caFile === null ? writeAside(made.ca) : write(tls.caFile, made.ca)
  return { ...made, caFile, trust: trustBy(caFile) }
}
