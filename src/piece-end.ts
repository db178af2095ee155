/** Where a piece of a text ends that begins at a place and has so many letters, or one more: both halves of a letter stay together. */
export const pieceEnd = (text: string, from: number, letters: number): number => {
  const end = from + letters
  if (end >= text.length) return text.length
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end + 1 : end
}
