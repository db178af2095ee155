import type { Selection, WrongSelection } from '../call.ts'
import type { Clock } from '../clock.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Session } from './session.ts'

/** Where sessions find scenarios by name. */
export interface Scenarios {
  get(name: string): Scenario | undefined
  /** The sentence that answers a name that there is none of. */
  unknown(name: string): string
}

export interface SessionsOptions {
  readonly scenarios: Scenarios
  /** The server's own. */
  readonly scenario: Scenario
  readonly seed: number | null
  readonly clock: Clock
  /** How many there may be at once; the least recently used goes first. */
  readonly most: number
  /** Idle for so long, a session is gone. */
  readonly ttlMs: number
  /** Told of every session that is gone, so that nothing of it stays behind. */
  readonly onGone: (id: string) => void
}

/** The session that a request belongs to, and what is wrong with what it chose. */
export interface Found {
  readonly session: Session
  readonly wrong: WrongSelection | null
}

/** The session that always exists and takes every request that names none. */
export const DEFAULT_SESSION = 'default'

/** The register of sessions: made on first use, isolated from each other, bounded. */
export class Sessions {
  readonly #options: SessionsOptions
  /** In the order of use, the least recently used first. */
  readonly #sessions = new Map<string, Session>()
  readonly #default: Session
  #evicted = 0

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#default = this.#make(DEFAULT_SESSION, options.scenario)
  }

  /** The session for a request. Never fails: what is wrong with the choice comes along, to be answered and journaled. */
  of(selection: Selection): Found {
    if (selection.session === null && selection.scenario === null)
      return { session: this.#touch(this.#default), wrong: selection.wrong }
    if (selection.wrong) return { session: this.#default, wrong: selection.wrong }
    const scenario =
      selection.scenario === null ? this.#options.scenario : this.#options.scenarios.get(selection.scenario)
    if (!scenario) return { session: this.#default, wrong: this.#unknownScenario(selection.scenario ?? '') }
    const id = selection.session ?? scenario.name
    const session = this.get(id) ?? this.#make(id, scenario)
    const other = selection.scenario !== null && session.scenario.name !== selection.scenario
    return { session: this.#touch(session), wrong: other ? otherScenario(session, selection.scenario ?? '') : null }
  }

  /** The session of this id, or undefined; looking does not make one. */
  get(id: string): Session | undefined {
    const session = this.#sessions.get(id)
    if (session && this.#isStale(session)) {
      this.#remove(session)
      return undefined
    }
    return session
  }

  all(): readonly Session[] {
    for (const session of [...this.#sessions.values()]) if (this.#isStale(session)) this.#remove(session)
    return [...this.#sessions.values()]
  }

  /** How many had to go because there were too many. */
  get evicted(): number {
    return this.#evicted
  }

  #unknownScenario(name: string): WrongSelection {
    return { status: 404, code: 'mock_unknown_scenario', message: this.#options.scenarios.unknown(name) }
  }

  #make(id: string, scenario: Scenario): Session {
    const { clock, seed, most } = this.#options
    const session = new Session(id, scenario, seed, clock.now(), clock.monotonic())
    this.#sessions.set(id, session)
    if (this.#sessions.size > most) this.#makeRoom(session)
    return session
  }

  #makeRoom(fresh: Session): void {
    for (const session of this.#sessions.values()) {
      if (session === this.#default || session === fresh) continue
      this.#remove(session)
      this.#evicted += 1
      return
    }
  }

  #remove(session: Session): void {
    this.#sessions.delete(session.id)
    session.end()
    this.#options.onGone(session.id)
  }

  #isStale(session: Session): boolean {
    return session !== this.#default && this.#options.clock.monotonic() - session.lastUsedMs > this.#options.ttlMs
  }

  #touch(session: Session): Session {
    session.lastUsedMs = this.#options.clock.monotonic()
    if (session !== this.#default) {
      this.#sessions.delete(session.id)
      this.#sessions.set(session.id, session)
    }
    return session
  }
}

const otherScenario = (session: Session, asked: string): WrongSelection => ({
  status: 400,
  code: 'mock_other_scenario',
  message:
    `Session "${session.id}" runs scenario "${session.scenario.name}", and this request asks for "${asked}". ` +
    `Name another session, or switch this one: PUT /__mock/sessions/${session.id}/scenario {"scenario": "${asked}"}.`,
})
