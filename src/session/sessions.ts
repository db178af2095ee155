import type { Selection, WrongSelection } from '../call.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Tally } from '../tally.ts'
import { forgetSome } from './forget-some.ts'
import { otherScenario } from './other-scenario.ts'
import { Room } from './room.ts'
import { Session } from './session.ts'
import type { SessionOptions } from './session-options.ts'
import type { SessionsOptions } from './sessions-options.ts'

/** The session that a request belongs to, and what is wrong with what it chose. */
export interface Found {
  readonly session: Session
  readonly wrong: WrongSelection | null
  /** What the journal should say beside the answer: that the scenario was reloaded, or could not be. */
  readonly note: string | null
}

/** A session that is made by hand. */
export interface NewSession {
  readonly id: string
  readonly scenario: Scenario
  readonly ownScenario: boolean
  readonly seed: number | null
  readonly speed: number | null
  readonly ttlMs: number | null
}

/** The session that always exists and takes every request that names none. */
export const DEFAULT_SESSION = 'default'

/** The register of sessions: made on first use, isolated from each other, bounded. */
export class Sessions {
  readonly #options: SessionsOptions
  /** In the order of use, the least recently used first. */
  readonly #sessions = new Map<string, Session>()
  readonly #default: Session
  readonly #room: Room
  readonly #memory = new Tally(null, () => this.#keepBelow())
  #evicted = 0

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#room = new Room(options.fileBytes)
    this.#default = this.#make(DEFAULT_SESSION, options.scenario)
  }

  /** The session for a request. Never fails: what is wrong with the choice comes along, to be answered and journaled. */
  of(selection: Selection): Found {
    if (selection.wrong) return { session: this.#default, wrong: selection.wrong, note: null }
    if (selection.session === null && selection.scenario === null) return this.#found(this.#default, null)
    const scenario = this.#scenarioFor(selection)
    if (!scenario) return { session: this.#default, wrong: this.#unknownScenario(selection.scenario ?? ''), note: null }
    const id = selection.session ?? scenario.name
    return this.#found(this.get(id) ?? this.#make(id, scenario), selection.scenario)
  }

  /** Makes a session by hand. The id must be free. */
  make({ id, scenario, ownScenario, seed, speed, ttlMs }: NewSession): Session {
    return this.#make(id, scenario, {
      ownScenario,
      ...(seed === null ? {} : { seed }),
      ...(speed === null ? {} : { speed }),
      ...(ttlMs === null ? {} : { ttlMs }),
    })
  }

  /** Forgets a session; false for the default one, which always exists. */
  delete(session: Session): boolean {
    if (session === this.#default) return false
    this.#remove(session)
    return true
  }

  #scenarioFor({ scenario }: Selection): Scenario | undefined {
    if (scenario !== null) return this.#options.scenarios.get(scenario)
    // the server's own may have a new version by now, or none
    const { scenarios, scenario: own } = this.#options
    return scenarios.get(own.name) ?? scenarios.departed(own.name) ?? own
  }

  #found(session: Session, asked: string | null): Found {
    const note = this.#refresh(session)
    const wrong = asked !== null && session.scenario.name !== asked ? otherScenario(session, asked) : null
    return { session: this.#touch(session), wrong, note }
  }

  /** Takes over a new version of the session's scenario, and says so. */
  #refresh(session: Session): string | null {
    if (session.ownScenario) return null
    const { scenarios } = this.#options
    const { name } = session.scenario
    const gone = scenarios.departed(name)
    const current = gone ?? scenarios.get(name)
    if (current && current !== session.scenario) {
      session.reload(current)
      session.toldDiagnostic = null
      return `scenario ${name} was reloaded`
    }
    const trouble = gone ? 'deleted' : scenarios.lastDiagnosticOf(name)
    if (trouble === session.toldDiagnostic) return null
    session.toldDiagnostic = trouble
    if (gone) return `the file of scenario ${name} is deleted, this session keeps its last version`
    return trouble && `the last edit of scenario ${name} is invalid, the last good version stays in use (${trouble})`
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
    this.forgetIdle()
    return [...this.#sessions.values()]
  }

  /** Forgets those that were idle for too long. */
  forgetIdle(): void {
    for (const session of [...this.#sessions.values()]) if (this.#isStale(session)) this.#remove(session)
  }

  /** What they remember takes so many bytes, as estimated. */
  get bytes(): number {
    return this.#memory.bytes
  }

  /** How many had to go because there were too many, or remembered too much. */
  get evicted(): number {
    return this.#evicted
  }

  #unknownScenario(name: string): WrongSelection {
    return { status: 404, code: 'mock_unknown_scenario', message: this.#options.scenarios.unknown(name) }
  }

  #make(id: string, scenario: Scenario, more: Partial<SessionOptions<Session>> = {}): Session {
    const { clock, seed, speed, most, ttlMs, fileBytes, onWork = () => {}, holder } = this.#options
    const times = { nowMs: clock.now(), monotonicMs: clock.monotonic() }
    const bounds = { room: this.#room, fileBytes: Math.floor(fileBytes / 4), memory: this.#memory }
    const shared = { onWork, ...bounds, ...(holder ? { holder } : {}) }
    const session = new Session({ id, scenario, ownScenario: false, seed, speed, ttlMs, ...times, ...shared, ...more })
    this.#sessions.set(id, session)
    if (this.#sessions.size > most) this.#makeRoom(session)
    return session
  }

  #makeRoom(fresh: Session): void {
    for (const session of this.#sessions.values()) {
      if (session === this.#default || session === fresh) continue
      return this.#evict(session)
    }
  }

  #keepBelow(): void {
    const { mostBytes } = this.#options
    if (this.#memory.bytes <= mostBytes) return
    const [first, ...others] = this.#sessions.values()
    forgetSome([...others, ...(first ? [first] : [])], this.#memory, mostBytes, session => {
      if (session !== this.#default) this.#evict(session)
    })
  }

  #evict(session: Session): void {
    this.#remove(session)
    this.#evicted += 1
  }

  #remove(session: Session): void {
    this.#sessions.delete(session.id)
    session.end()
    this.#options.onGone(session.id)
  }

  #isStale(session: Session): boolean {
    return session !== this.#default && this.#options.clock.monotonic() - session.lastUsedMs > session.ttlMs
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
