import type { Selection, WrongSelection } from '../call.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Tally } from '../tally.ts'
import { firstUnused } from './first-unused.ts'
import { forgetSome } from './forget-some.ts'
import type { Why } from './gone-memory.ts'
import { GoneSessions } from './gone-sessions.ts'
import { NOTHING_LOST } from './origin.ts'
import { refresh } from './refresh.ts'
import { Room } from './room.ts'
import { Session } from './session.ts'
import type { SessionOptions } from './session-options.ts'
import type { SessionsOptions } from './sessions-options.ts'
import type { WhyGone } from './why-gone.ts'
import { otherScenario, unknownScenario } from './wrong-choice.ts'

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
  /** What is remembered of those that are here no more. */
  readonly gone: GoneSessions

  constructor(options: SessionsOptions) {
    this.#options = options
    this.gone = new GoneSessions(options)
    this.#room = new Room(options.fileBytes)
    this.#default = this.#make(DEFAULT_SESSION, options.scenario)
  }

  /** The session for a request. Never fails: what is wrong with the choice comes along, to be answered and journaled. */
  of(selection: Selection): Found {
    if (selection.wrong) return { session: this.#default, wrong: selection.wrong, note: null }
    const { session: name, scenario: asked, mark } = selection
    if (name === null && asked === null) return this.#found(this.#default, null)
    const whyGone = name === null ? null : this.whyGone(name, mark)
    if (whyGone) return { session: this.#default, wrong: this.gone.refuse(whyGone), note: null }
    const scenario = this.#scenarioFor(selection)
    if (!scenario) {
      const wrong = unknownScenario(this.#options.scenarios.unknown(asked ?? ''))
      return { session: this.#default, wrong, note: null }
    }
    const id = name ?? scenario.name
    const known = this.get(id)
    return known ? this.#found(known, asked) : this.#begun(id, scenario)
  }

  /** Why no request makes a session of this name; null where one does, or where it is here. `mark` is what stood with it in the URL. */
  whyGone(id: string, mark?: string): WhyGone | null {
    return this.gone.foreign(id, mark) ?? (this.get(id) ? null : this.gone.why(id, mark))
  }

  /** Makes a session by hand. The id must be free. */
  make({ id, scenario, ownScenario, seed, speed, ttlMs }: NewSession): Session {
    this.gone.forget(id)
    return this.#make(id, scenario, {
      origin: { isMade: true, lost: NOTHING_LOST },
      ownScenario,
      ...(seed === null ? {} : { seed }),
      ...(speed === null ? {} : { speed }),
      ...(ttlMs === null ? {} : { ttlMs }),
    })
  }

  /** Forgets a session; false for the default one, which always exists. */
  delete(session: Session): boolean {
    if (session === this.#default) return false
    this.#remove(session, 'deleted')
    return true
  }

  #scenarioFor({ scenario }: Selection): Scenario | undefined {
    if (scenario !== null) return this.#options.scenarios.get(scenario)
    // the server's own may have a new version by now, or none
    const { scenarios, scenario: own } = this.#options
    return scenarios.get(own.name) ?? scenarios.departed(own.name) ?? own
  }

  #found(session: Session, asked: string | null): Found {
    const note = refresh(session, this.#options.scenarios)
    const wrong = asked !== null && session.scenario.name !== asked ? otherScenario(session, asked) : null
    return { session: this.#touch(session), wrong, note }
  }

  #begun(id: string, scenario: Scenario): Found {
    const { lost, note } = this.gone.begin(id)
    return { session: this.#make(id, scenario, { origin: { isMade: false, lost } }), wrong: null, note }
  }

  /** The session of this id, or undefined; looking does not make one. */
  get(id: string): Session | undefined {
    const session = this.#sessions.get(id)
    if (session && this.#isStale(session)) {
      this.#remove(session, 'expired')
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
    for (const session of [...this.#sessions.values()]) if (this.#isStale(session)) this.#remove(session, 'expired')
  }

  /** What they remember takes so many bytes, as estimated. */
  get bytes(): number {
    return this.#memory.bytes
  }

  /** How many had to go because there were too many, or remembered too much. */
  get evicted(): number {
    return this.gone.counts.evicted
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
    const leaving = firstUnused(this.#sessions, session => session === this.#default || session === fresh)
    if (leaving) this.#evict(leaving)
  }

  #keepBelow(): void {
    const { mostBytes } = this.#options
    if (this.#memory.bytes <= mostBytes) return
    const [first, ...others] = this.#sessions.values()
    const [used, unused] = [
      others.filter(({ use }) => use.underWay > 0),
      others.filter(({ use }) => use.underWay === 0),
    ]
    forgetSome([...unused, ...used, ...(first ? [first] : [])], this.#memory, mostBytes, session => {
      if (session !== this.#default) this.#evict(session)
    })
  }

  #evict(session: Session): void {
    this.#remove(session, this.#isStale(session) ? 'expired' : 'evicted')
  }

  #remove(session: Session, why: Why): void {
    this.#sessions.delete(session.id)
    session.end()
    this.#options.onGone(session.id)
    this.gone.add(session, why)
  }

  #isStale(session: Session): boolean {
    return session !== this.#default && session.use.idleMs(this.#options.clock.monotonic()) > session.ttlMs
  }

  #touch(session: Session): Session {
    session.use.touch(this.#options.clock.monotonic())
    if (session !== this.#default) {
      this.#sessions.delete(session.id)
      this.#sessions.set(session.id, session)
    }
    return session
  }
}
