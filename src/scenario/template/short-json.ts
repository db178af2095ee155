/** A list or an object that is being written, and what of it is left. */
interface Open {
  readonly rest: Iterator<readonly [name: string | null, value: unknown]>
  readonly close: string
  isFirst: boolean
}

/** One after the other, so that those of a large value are not all made. */
function* itemsOf(list: readonly unknown[]): Generator<readonly [null, unknown]> {
  for (const item of list) yield [null, item]
}

function* membersOf(value: object): Generator<readonly [string, unknown]> {
  const known = value as Readonly<Record<string, unknown>>
  for (const name in known) if (Object.hasOwn(known, name)) yield [name, known[name]]
}

/**
 * A value as JSON, as far as it has about so many letters: what comes behind them is not looked at. However deep it nests, it
 * takes no more of the stack.
 */
export const shortJson = (value: unknown, letters: number): string => {
  let text = ''
  const open: Open[] = []
  const begin = (one: unknown): void => {
    if (typeof one === 'string') text += JSON.stringify(one.slice(0, letters))
    else if (Array.isArray(one)) {
      text += '['
      open.push({ rest: itemsOf(one), close: ']', isFirst: true })
    } else if (typeof one === 'object' && one !== null) {
      text += '{'
      open.push({ rest: membersOf(one), close: '}', isFirst: true })
    } else text += JSON.stringify(one) ?? 'null'
  }
  begin(value)
  for (let last = open.at(-1); last !== undefined && text.length <= letters; last = open.at(-1)) {
    const { done, value: next } = last.rest.next()
    if (done) {
      text += last.close
      open.pop()
      continue
    }
    const [name, one] = next
    text += (last.isFirst ? '' : ',') + (name === null ? '' : `${JSON.stringify(name.slice(0, letters))}:`)
    last.isFirst = false
    begin(one)
  }
  return text
}
