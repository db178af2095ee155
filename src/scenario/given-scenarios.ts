import { hash } from 'node:crypto'
import { textBytes } from '../own-text.ts'
import type { Diagnostic } from './diagnostic.ts'
import { inObject } from './in-object.ts'
import type { Library } from './library.ts'
import { noRoomFor, type Refusal } from './no-room-for.ts'
import { type ReadAside, readAside } from './read-aside.ts'
import type { Reads } from './reader.ts'
import type { Rule, Scenario } from './scenario.ts'
import { alreadyRead } from './shelf.ts'

/** What scenarios that were given are counted with. */
export interface GivenParts {
  readonly library: Library
  readonly reader: Reads
  /** For all of them together, as estimated. */
  readonly mostBytes: number
  /** Told when there is no room, before anything is refused: whoever still has rules that nobody runs may let go of them. */
  readonly onFull: (isUnused: (rule: Rule) => boolean) => void
}

/** A scenario, what is wrong with it, or why there is no room for it. */
export type Read =
  | { readonly scenario: Scenario }
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly refusal: Refusal }

/** What came of an edit, or why there is no room for it. */
export type Put = { readonly ok: boolean; readonly diagnostics: readonly Diagnostic[] } | { readonly refusal: Refusal }

interface Given {
  readonly bytes: number
  /** For a session: what its text is found by. */
  readonly key: string | null
  /** Sessions that run it, and the list of scenarios. */
  holders: number
}

const INLINE = 'inline'
/** What the list of scenarios and the last edit take, beside the scenario; and each thing that was found in it. */
const EDIT_BYTES = 4096
const DIAGNOSTIC_BYTES = 500

/**
 * The scenarios that the control API was given: for sessions of their own, where equal texts are one scenario, and under names
 * in the library. What they take is counted for as long as somebody runs them, and bounded.
 */
export class GivenScenarios {
  readonly #parts: GivenParts
  readonly #given = new WeakMap<Scenario, Given>()
  readonly #owners = new WeakMap<Rule, Given>()
  readonly #inline = new Map<string, Scenario>()
  readonly #underWay = new Map<string, Promise<ReadAside>>()
  readonly #named = new Map<string, Scenario>()
  /** Nobody runs them any more, but explanations in the journal may refer to them. */
  readonly #left = new Set<Given>()
  #bytes = 0

  constructor(parts: GivenParts) {
    this.#parts = parts
  }

  /** Bytes that are taken, as estimated. */
  get bytes(): number {
    return this.#bytes
  }

  /** The scenario of a value, for a session that then holds it; `instead` is what that session runs now. */
  async inline(value: object, instead: Scenario | null = null): Promise<Read> {
    const text = `${JSON.stringify(value, null, 2)}\n`
    const key = hash('sha256', text, 'base64url')
    const known = this.#inline.get(key)
    if (known) return { scenario: known }
    const { reading: read } = await this.#readOnce(key, text)
    if (read.bytes === 0) return { diagnostics: inObject(text, read.diagnostics) }
    // an equal one may have been read meanwhile
    const other = this.#inline.get(key)
    if (other) return { scenario: other }
    const refusal = this.#refusalOf(read.bytes, instead)
    if (refusal) return { refusal }
    // there is one, as it is no larger than all may be
    const scenario = read.scenario as Scenario
    if (!this.#given.has(scenario)) this.#note(scenario, { bytes: read.bytes, key, holders: 0 })
    return { scenario }
  }

  /** Of equal scenarios that come at once, one is read for all. */
  #readOnce(key: string, text: string): Promise<ReadAside> {
    const underWay = this.#underWay.get(key)
    if (underWay) return underWay
    const { reader, mostBytes } = this.#parts
    const reading = readAside(reader, { name: INLINE, file: 'scenario', text, isFile: false, mostBytes })
    this.#underWay.set(key, reading)
    return reading.finally(() => this.#underWay.delete(key))
  }

  /** Puts a text under a name. What is wrong changes nothing; of several the last one stays. */
  put(name: string, text: string): Promise<Put> {
    return this.#parts.library.turns.take(name, () => this.#put(name, text))
  }

  async #put(name: string, text: string): Promise<Put> {
    const { library, reader, mostBytes } = this.#parts
    const source = { name, file: name, text, isFile: false, mostBytes }
    const { reading, parts } = await readAside(reader, source)
    const shelved = alreadyRead({ name, origin: 'control', file: null }, { text, parts, reading })
    const { bytes, scenario, diagnostics } = reading
    // under a name that there is not, nobody could ask again for what was wrong
    if (bytes === 0 && library.shelved(name)) library.put(shelved)
    if (bytes === 0) return { ok: false, diagnostics }
    const all = bytes + textBytes(text) + EDIT_BYTES + DIAGNOSTIC_BYTES * diagnostics.length
    const before = this.#named.get(name) ?? null
    const refusal = this.#refusalOf(all, before)
    if (refusal || !scenario) return { refusal: refusal ?? noRoomFor(all, mostBytes, 0) }
    this.#note(scenario, { bytes: all, key: null, holders: 0 })
    library.put(shelved)
    this.#named.set(name, scenario)
    this.hold(scenario)
    if (before) this.letGo(before)
    return { ok: true, diagnostics }
  }

  /** Takes away what was put under a name, before or just now. */
  delete(name: string): void {
    this.#parts.library.takeAway(name)
    this.#forgetName(name)
  }

  /** Somebody runs a scenario; one that was not given is not counted. */
  hold(scenario: Scenario): void {
    const given = this.#given.get(scenario)
    if (!given) return
    if (given.holders === 0 && !this.#left.delete(given)) this.#bytes += given.bytes
    if (given.holders === 0 && given.key !== null) this.#inline.set(given.key, scenario)
    given.holders += 1
  }

  /** Whoever held a scenario does not run it any more. */
  letGo(scenario: Scenario): void {
    const given = this.#given.get(scenario)
    if (!given) return
    given.holders -= 1
    if (given.holders > 0) return
    this.#left.add(given)
    if (given.key !== null) this.#inline.delete(given.key)
  }

  #note(scenario: Scenario, given: Given): void {
    this.#given.set(scenario, given)
    for (const rule of scenario.rules) this.#owners.set(rule, given)
  }

  #refusalOf(bytes: number, instead: Scenario | null): Refusal | null {
    const { mostBytes } = this.#parts
    if (bytes > mostBytes) return noRoomFor(bytes, mostBytes, 0)
    const before = instead === null ? undefined : this.#given.get(instead)
    const freed = before?.holders === 1 ? before.bytes : 0
    if (this.#bytes - freed + bytes > mostBytes) this.#makeRoom()
    return this.#bytes - freed + bytes > mostBytes ? noRoomFor(bytes, mostBytes, this.#bytes) : null
  }

  #makeRoom(): void {
    // the edit of a file takes the place of what was put under its name
    for (const name of this.#named.keys())
      if (this.#parts.library.shelved(name)?.origin !== 'control') this.#forgetName(name)
    this.#parts.onFull(rule => this.#owners.get(rule)?.holders === 0)
    for (const { bytes } of this.#left) this.#bytes -= bytes
    this.#left.clear()
  }

  #forgetName(name: string): void {
    const scenario = this.#named.get(name)
    if (!scenario) return
    this.#named.delete(name)
    this.letGo(scenario)
  }
}
