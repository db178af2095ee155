const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

// XML 1.0 has no way to say these, not even escaped
// biome-ignore lint/suspicious/noControlCharactersInRegex: to replace them is what it is for
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A text within HTML or XML, or within the quotes of an attribute. */
export const escaped = (text: string): string =>
  // halves of letters become replacement characters on the way to UTF-8 and back
  Buffer.from(text)
    .toString()
    .replace(UNSAYABLE, '\ufffd')
    .replace(/[&<>"']/g, sign => SPECIAL.get(sign) ?? sign)
