import type { Certificate } from './certificate.ts'

/** One whose CA was made with it. */
export interface MadeCertificate extends Certificate {
  readonly ca: string
}

/** Hosts that every made certificate is for: this machine, and the one whose place the mock takes. */
const HOSTS = ['localhost', '127.0.0.1', '::1', 'api.groq.com'] as const
const DAY_MS = 86_400_000
/** Clocks of clients are not all the same; and what is made for a run is not there for long. */
const VALID_MS = { before: DAY_MS, after: 30 * DAY_MS }

type AltName = { readonly type: 2; readonly value: string } | { readonly type: 7; readonly ip: string }

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)$/i

const altName = (host: string): AltName => (ADDRESS.test(host) ? { type: 7, ip: host } : { type: 2, value: host })

/**
 * Makes a CA, and a certificate by it for the usual hosts and these. Keys are of the curve P-256. The library is loaded here: it
 * takes longer than all else of a start.
 */
export const madeCertificate = async (hosts: readonly string[], nowMs: number): Promise<MadeCertificate> => {
  const { generate } = await import('selfsigned')
  const common = {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - VALID_MS.before),
    notAfterDate: new Date(nowMs + VALID_MS.after),
  } as const
  const ca = await generate([{ name: 'commonName', value: 'groq-mock CA of one run' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const altNames = [...new Set([...HOSTS, ...hosts])].map(altName)
  const own = await generate([{ name: 'commonName', value: 'groq-mock' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { cert: own.cert, key: own.private, ca: ca.cert, trust: 'the CA that was made with its certificate' }
}
