// biome-ignore lint/suspicious/noControlCharactersInRegex: to hide them is what it is for
const OBEYED = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** A text for one line of a terminal: what a terminal would obey, a line feed too, is shown as a dot. A tab stays. */
export const printable = (text: string): string => text.replace(OBEYED, '·')
