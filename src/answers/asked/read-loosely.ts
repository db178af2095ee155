/** What is left to read: shared by all attempts on one request, so that hostile text costs no more than this. */
export interface Effort {
  left: number
}

/** Deeper nesting is not read. */
const DEEPEST = 24
/** How many letters count as one step. */
const LETTERS_A_STEP = 50

/** Thrown as it is: who looks for JSON in prose meets it often, and a trace would cost more than all the reading. */
const unreadable = new Error('this is not like JSON')

/** White space and comments: up to the end of their line, or between their marks. */
const BLANK = /(?:\s+|(?:#|\/\/)[^\n]*|\/\*(?:[^*]|\*(?!\/)){0,1000}\*\/)*/y
const QUOTED = { '"': /"((?:[^"\\]|\\[\s\S])*)"/y, "'": /'((?:[^'\\]|\\[\s\S])*)'/y } as const
/** Anything without quotes, with what a type has in brackets: `list[str]`. A semicolon ends it where members are told apart by them. */
const WORD = /(?:[^,;}\]\n#/[]|;(?!\s{0,80}(?:["'}]|[\w$]{1,60}\?? {0,4}:))|\/(?![/*])|\[[^\]\n]{0,200}\])+/y
/** Texts of which a value is one, as TypeScript writes it: `"low" | "high"`. */
const CHOICES = /(?:"[^"\n]{0,100}"|'[^'\n]{0,100}')(?:\s{0,20}\|\s{0,20}(?:"[^"\n]{0,100}"|'[^'\n]{0,100}')){1,50}/y
/** With the question mark of TypeScript for a property that may be missing. */
const KEY = /([\w$]+)\??/y
/** A key without quotes, behind a value. */
const NEXT_KEY = /[\w$]{1,60}\?? {0,4}:/y

/** Reads one value as people write JSON into prompts; one instance a value. */
class Reader {
  readonly #text: string
  readonly #effort: Effort
  at: number

  constructor(text: string, at: number, effort: Effort) {
    this.#text = text
    this.at = at
    this.#effort = effort
  }

  value(depth: number): unknown {
    if (depth > DEEPEST) throw unreadable
    this.#blank()
    const letter = this.#text[this.at]
    if (letter === '{') return this.#object(depth)
    if (letter === '[') return this.#array(depth)
    return letter === '"' || letter === "'" ? (this.#choices() ?? this.#quoted(letter)) : this.#word()
  }

  /** What the pattern finds here; it is taken. */
  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)
    this.#effort.left -= 1 + ((found?.[0] ?? '').length || (this.#text.length - this.at) / 10) / LETTERS_A_STEP
    if (this.#effort.left < 0) throw unreadable
    if (found) this.at = pattern.lastIndex
    return found
  }

  #blank(): void {
    if (/[\s#/]/.test(this.#text[this.at] ?? '')) this.#take(BLANK)
  }

  #step(): void {
    this.#effort.left -= 1
    if (this.#effort.left < 0) throw unreadable
    this.at += 1
  }

  #quoted(quote: '"' | "'"): string {
    const found = this.#take(QUOTED[quote])
    if (!found) throw unreadable
    const inner = found[1] ?? ''
    try {
      return String(JSON.parse(`"${inner.replaceAll('\n', '\\n')}"`))
    } catch {
      return inner
    }
  }

  #choices(): unknown {
    const found = this.#take(CHOICES)
    return found === null ? null : { [PLACEHOLDER]: found[0] }
  }

  /** A number, true, or what stands for a value, such as `string` or `<int>`. */
  #word(): unknown {
    const word = (this.#take(WORD)?.[0] ?? '').trim()
    if (word === '') throw unreadable
    try {
      return JSON.parse(word)
    } catch {
      return { [PLACEHOLDER]: word }
    }
  }

  #object(depth: number): unknown {
    const entries: [string, unknown][] = []
    this.#step()
    for (;;) {
      this.#blank()
      if (this.#text[this.at] === '}') break
      entries.push([this.#key(), this.value(depth + 1)])
      this.#blank()
      const letter = this.#text[this.at]
      if (letter === ',' || letter === ';') this.#step()
      else if (letter !== '}' && !this.#isNextKey()) throw unreadable
    }
    this.#step()
    const value = Object.fromEntries(entries)
    // a list of such objects, as TypeScript writes it
    if (depth === 0 || !this.#text.startsWith('[]', this.at)) return value
    this.at += '[]'.length
    return [value]
  }

  /** Some leave the comma out at the end of a line. */
  #isNextKey(): boolean {
    NEXT_KEY.lastIndex = this.at
    return this.#text[this.at] === '"' || NEXT_KEY.test(this.#text)
  }

  #key(): string {
    const letter = this.#text[this.at]
    const key = letter === '"' || letter === "'" ? this.#quoted(letter) : (this.#take(KEY)?.[1] ?? '')
    this.#blank()
    if (key === '' || this.#text[this.at] !== ':') throw unreadable
    this.#step()
    return key
  }

  #array(depth: number): unknown {
    const items: unknown[] = []
    this.#step()
    for (;;) {
      this.#blank()
      if (this.#text[this.at] === ']') break
      if (this.#text.startsWith('...', this.at)) this.at += '...'.length
      else items.push(this.value(depth + 1))
      this.#blank()
      if (this.#text[this.at] === ',') this.#step()
      else if (this.#text[this.at] !== ']') throw unreadable
    }
    this.#step()
    return items
  }
}

/** The key of what stands for a value: `{ "age": int }` is read as an object whose age is `{ [PLACEHOLDER]: "int" }`. */
export const PLACEHOLDER = '\u0000placeholder'

/** A value that was read, and where the text goes on behind it. */
export interface ReadValue {
  readonly value: unknown
  readonly end: number
}

/**
 * Reads the object or list that begins here, as JSON or as people write it into prompts: with comments, a comma too many,
 * other quotes, and words for values. Null where there is none, or the effort is used up.
 */
export const readLoosely = (text: string, at: number, effort: Effort): ReadValue | null => {
  const reader = new Reader(text, at, effort)
  try {
    const value = reader.value(0)
    return { value, end: reader.at }
  } catch (error) {
    if (error === unreadable) return null
    throw error
  }
}
