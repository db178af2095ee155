/**
 * The texts of a form, by name. A name that ends in `[]`, or comes more than once, stands for a list; the brackets are
 * dropped. Names are kept in a map, so that a name such as `__proto__` is harmless.
 */
export class FormFields {
  readonly #values = new Map<string, unknown>()

  add(name: string, value: unknown): void {
    const isList = name.endsWith('[]')
    const key = isList ? name.slice(0, -2) : name
    const known = this.#values.get(key)
    if (Array.isArray(known)) known.push(value)
    else if (known === undefined) this.#values.set(key, isList ? [value] : value)
    else this.#values.set(key, [known, value])
  }

  toObject(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#values)
  }
}
