/** What a data URL holds. */
export interface DataUrl {
  readonly contentType: string
  readonly content: Buffer
}

const HEAD = /^data:([^;,]*)(?:;[^,]*)?;base64$/i
/** How many letters stand before the padding. */
const lettersIn = (text: string): number => text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)

/**
 * The bytes of base64 in either alphabet, as the documentation speaks of Base64URL (docs/facts/groq-wire.md §3.6); null for anything
 * else. Node passes over what is no such letter, so that fewer bytes come out: an expression would take longer by far.
 */
const fromBase64 = (text: string): Buffer | null => {
  const letters = lettersIn(text)
  if (letters === 0 || letters % 4 === 1 || Buffer.byteLength(text) !== text.length) return null
  const content = Buffer.from(text, 'base64')
  return content.length === Math.floor((letters * 3) / 4) ? content : null
}

/** Whether a URL carries its content in itself. */
export const isDataUrl = (url: string): boolean => /^data:/i.test(url)

/** Reads `data:audio/wav;base64,…`; null for what is not base64. */
export const readDataUrl = (url: string): DataUrl | null => {
  const comma = url.indexOf(',')
  const [, contentType] = comma === -1 ? [] : (HEAD.exec(url.slice(0, comma)) ?? [])
  const content = contentType === undefined ? null : fromBase64(url.slice(comma + 1))
  return content && { contentType: contentType || 'application/octet-stream', content }
}
