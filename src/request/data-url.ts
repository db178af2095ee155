/** What a data URL holds. */
export interface DataUrl {
  readonly contentType: string
  readonly content: Buffer
}

const HEAD = /^data:([^;,]*)(?:;[^,]*)?;base64$/i
/** Both alphabets: the documentation speaks of Base64URL (docs/facts/groq-wire.md §3.6). */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/** Whether a URL carries its content in itself. */
export const isDataUrl = (url: string): boolean => /^data:/i.test(url)

/** Reads `data:audio/wav;base64,…`; null for what is not base64. */
export const readDataUrl = (url: string): DataUrl | null => {
  const comma = url.indexOf(',')
  const [, contentType] = comma === -1 ? [] : (HEAD.exec(url.slice(0, comma)) ?? [])
  const text = url.slice(comma + 1)
  if (contentType === undefined || !BASE64.test(text) || text.replace(/=+$/, '').length % 4 === 1) return null
  return { contentType: contentType || 'application/octet-stream', content: Buffer.from(text, 'base64') }
}
