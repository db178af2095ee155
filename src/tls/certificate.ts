/** What a server shows to clients that speak TLS. */
export interface Certificate {
  /** PEM: its own certificate, and those between it and what clients trust. */
  readonly cert: string
  /** PEM, not encrypted. */
  readonly key: string
  /** PEM: what clients have to trust that was made for this run; null where the certificate was given. */
  readonly ca: string | null
  /** What clients need to trust it: what they are to set, where there is a file for it. */
  readonly trust: string
}
