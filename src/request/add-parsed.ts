import { randomUUID } from 'node:crypto'

/** A list or an object that is put together from parts of its text. */
export type Container = unknown[] | Record<string, unknown>

const NUMBER = /^\d+$/
/** Stands for what was read before; unlike any name in a body. */
const BEFORE = randomUUID()

const set = (container: Record<string, unknown>, name: string, value: unknown): void => {
  if (name === '__proto__')
    Object.defineProperty(container, name, { value, writable: true, enumerable: true, configurable: true })
  else container[name] = value
}

/** Adds the items of a part of a list, and one that was read apart behind them; `isBegun` where others stand before them. */
export const addItems = (
  container: unknown[],
  run: string,
  isBegun: boolean,
  last?: { readonly value: unknown },
): void => {
  const items = JSON.parse(`[${isBegun ? '""' : ''}${run}]`) as unknown[]
  if (last) items[items.length - 1] = last.value
  for (let i = isBegun ? 1 : 0; i < items.length; i += 1) container.push(items[i])
}

/** The names of an object that is put together: to list a hundred thousand of them later would take fifty milliseconds. */
export class Names {
  readonly #names: string[] = []
  #areInOrder = true

  /** Notes a name before it is set. What comes twice, or is a number, is listed in another place. */
  add(container: object, name: string): void {
    if (Object.hasOwn(container, name) || NUMBER.test(name)) this.#areInOrder = false
    this.#names.push(name)
  }

  /** All of them as `Object.keys` lists them; null where that is not known. */
  get inOrder(): readonly string[] | null {
    return this.#areInOrder ? this.#names : null
  }
}

/** The same with the members of an object; the name of the last one as it stands in the text, with its quotes. */
export const addMembers = (
  container: Record<string, unknown>,
  run: string,
  isBegun: boolean,
  names: Names,
  last?: { readonly value: unknown; readonly name: string },
): void => {
  const add = (name: string, value: unknown): void => {
    names.add(container, name)
    set(container, name, value)
  }
  const members = JSON.parse(`{${isBegun ? `"${BEFORE}":""` : ''}${run}}`) as Record<string, unknown>
  for (const name of Object.keys(members)) if (name !== BEFORE) add(name, members[name])
  if (last) add(JSON.parse(last.name) as string, last.value)
}

/** The only item of a list; throws `SyntaxError` where there is none, or more. */
export const onlyOne = (whole: unknown): unknown => {
  if (!Array.isArray(whole) || whole.length !== 1) throw new SyntaxError('not one value')
  return whole[0]
}
