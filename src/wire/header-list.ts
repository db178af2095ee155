/**
 * Headers on their way out: name, value, name, value, names in lower case. A list is built and written in a fraction of
 * the time that an object takes which grows key by key (docs/facts/node.md §8).
 */
export type HeaderList = string[]

/** Headers that a rule adds or, with null, removes; names in lower case. */
export type HeaderChanges = Readonly<Record<string, string | null>>

/** A list from an object; for what is prepared once. */
export const listOf = (headers: Readonly<Record<string, string>>): HeaderList => Object.entries(headers).flat()

const remove = (list: HeaderList, name: string): void => {
  for (let i = list.length - 2; i >= 0; i -= 2) if (list[i] === name) list.splice(i, 2)
}

/** Adds headers to a list in place, and removes those that are null; what was there of the same name goes. */
export const change = (list: HeaderList, changes: HeaderChanges): void => {
  for (const [name, value] of Object.entries(changes)) {
    remove(list, name)
    if (value !== null) list.push(name, value)
  }
}
