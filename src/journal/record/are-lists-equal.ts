/** Whether two lists have the same items in the same order. */
export const areListsEqual = <Item>(
  a: readonly Item[],
  b: readonly Item[],
  areEqual: (one: Item, other: Item) => boolean = Object.is,
): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (!areEqual(a[i] as Item, b[i] as Item)) return false
  return true
}
