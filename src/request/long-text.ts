import { cutAt } from './cut-at.ts'

const [QUOTE, BACKSLASH, COLON] = [34, 92, 58]

/** As far as nothing of a text of JSON needs a look, from a place in it on and at most so many bytes. */
export const plainEnd = (bytes: Buffer, at: number, most: number): number => {
  const rest = bytes.subarray(at + 1, at + most)
  const quote = rest.indexOf(QUOTE)
  const upToQuote = quote === -1 ? rest : rest.subarray(0, quote)
  const backslash = upToQuote.indexOf(BACKSLASH)
  return at + (backslash === -1 ? upToQuote.length : backslash)
}

/** Whether the text that ends here is the name of a member. */
export const isName = (bytes: Buffer, end: number): boolean => {
  let at = end + 1
  while (/\s/.test(String.fromCharCode(bytes[at] ?? 0))) at += 1
  return bytes[at] === COLON
}

/** Reads a long text of JSON between its quotes, so many bytes a step. */
export function* longText(bytes: Buffer, start: number, end: number, stepBytes: number): Generator<void, string> {
  let text = ''
  for (let from = start; from < end; ) {
    const to = cutAt(bytes, from, Math.min(from + stepBytes, end))
    text += JSON.parse(`"${bytes.toString('utf8', from, to)}"`) as string
    from = to
    yield
  }
  return text
}
