import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { explanationOf } from '#src/journal/explanation'
import { soundLog } from '#src/log/log-state'
import { Library } from '#src/scenario/library'
import { type BuiltServer, buildServer } from '#src/server'
import { settingsFrom } from '#src/settings'
import { scenarioFor } from '#src/start'
import type { Teardown } from '../helpers/mock.ts'
import { LONGEST_MS } from '../helpers/until.ts'
import { type MixedRequest, mixedRequest, sessionsOf } from './mixed-requests.ts'
import { mixedScenarios } from './mixed-scenarios.ts'
import { NearSocket } from './near-socket.ts'
import { type SteppedClock, steppedClock } from './stepped-clock.ts'

/** So many exchanges make a block; what is recorded of it is looked at alone. */
export const BLOCK = 250
/** So many blocks have sessions of their own. */
const GROUP = 4

/** What is recorded of a block, a line for each thing. */
export interface Recorded {
  readonly wire: readonly string[]
  readonly entries: readonly string[]
  readonly explanations: readonly string[]
  readonly log: readonly string[]
  /** What the control API answers. */
  readonly asked: readonly string[]
}

/** A loop that has turned so often without anything new stands still: nothing but time can move it. */
const QUIET_TURNS = 4

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

const ULID = '01[0-9a-hjkmnp-tv-z]{24}'
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'
const ID = new RegExp(`\\b([a-z]+)[_-](?:${ULID}|${UUID})\\b`, 'g')
/** Where an answer, or a chunk of it, is cut off within one. */
const PART_OF_ID = /\bchatcmpl-[\da-f-]*/g

/** Ids have a number in the order of their first coming, as they need not be the same in each run; nor need the date of Node's own header. */
class Names {
  readonly #numbers = new Map<string, number>()

  put(text: string): string {
    return text
      .replace(/(?<=\\n)Date: [^\\]*/g, 'Date: …')
      .replace(ID, (id, kind) => `${kind}_${this.#numberOf(id)}`)
      .replace(PART_OF_ID, 'chatcmpl-…')
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size + 1
    this.#numbers.set(id, number)
    return number
  }
}

const orders: readonly object[] = [
  { match: { status: [429, 503] }, count: { min: 3, max: 20 } },
  { match: { endpoint: 'chat.*', stream: true, model: '*gpt-oss*' } },
  { match: { rule: null, endedBy: 'client' }, count: 0 },
  { match: { outcome: 'error', attempt: '2..4', userAgent: '*python*' }, count: { max: 1 } },
]

/** A verdict names the file of a scenario that ships, which lies elsewhere on each machine. */
const withoutPlaces = (text: string): string =>
  text.replace(/(?<=file\\*":\\*")[^"]*?(?=[\w-]+\.yaml)/g, '').replace(/(?<=content-length: )\d+/g, '…')

/** Sends the mixed requests to a server without a network, one after the other, and keeps what is seen of them. */
export class Recording {
  readonly #server: BuiltServer
  readonly #clock: SteppedClock
  readonly #names = new Names()
  readonly #connections: (NearSocket | undefined)[] = []
  readonly #logged: string[]
  #sent = 0

  private constructor(server: BuiltServer, clock: SteppedClock, logged: string[]) {
    this.#server = server
    this.#clock = clock
    this.#logged = logged
  }

  static async begin(t: Teardown): Promise<Recording> {
    const clock = steppedClock()
    const library = new Library()
    for (const [name, scenario] of Object.entries(mixedScenarios))
      library.addInline(name, { about: 'A mixture.', ...scenario })
    const logged: string[] = []
    const server = buildServer({
      settings: { ...settingsFrom({ port: 0 }), journalBytes: 1024 ** 3, seed: 7 },
      library,
      scenario: scenarioFor(library, 'mixed-rules'),
      clock,
      log: pino({ base: null, timestamp: false }, { write: line => void logged.push(line) }),
      logState: soundLog,
    })
    await server.app.ready()
    t.teardown(() => server.stop())
    return new Recording(server, clock, logged)
  }

  /** The next block. */
  async block(): Promise<Recorded> {
    const { journal, sessions } = this.#server
    const after = journal.last
    const group = Math.floor(this.#sent / BLOCK / GROUP)
    this.#logged.length = 0
    const wire: string[] = []
    for (let i = 0; i < BLOCK; i += 1) wire.push(await this.#exchange(mixedRequest(this.#sent, group)))
    const held = sessions.all().flatMap(({ id }) => [...journal.entries(id, {}, after)])
    held.sort((a, b) => a.number - b.number)
    const named = (text: string) => this.#names.put(text)
    return {
      wire: wire.map(named),
      entries: held.map(({ entry }) => named(JSON.stringify(entry))),
      explanations: held.map(one => named(JSON.stringify({ ...explanationOf(one), entry: one.entry.id }))),
      log: this.#logged.map(named),
      asked: (await this.#ask(['default', ...sessionsOf(group)])).map(withoutPlaces).map(named),
    }
  }

  async #exchange(request: MixedRequest): Promise<string> {
    const { journal, app } = this.#server
    this.#sent += 1
    const before = journal.last
    // ids differ from exchange to exchange, and jitter does not depend on how many there are
    Math.random = () => (this.#sent * 0.618_033_988_75) % 1
    const known = this.#connections[request.connection]
    const connection = known && !known.destroyed && known.left === 'open' ? known : new NearSocket(app.server)
    this.#connections[request.connection] = connection
    connection.send(request.bytes)
    await this.#settle(connection, request, () => journal.last > before)
    await this.#quiet(connection)
    const came = connection.taken()
    await this.#clock.advance(request.pauseMs)
    return JSON.stringify([connection.left, came])
  }

  /** Until something holds: time goes on only where nothing else does, and a client leaves what has no end. */
  async #settle(connection: NearSocket, { isImpatient, isPart }: MixedRequest, isOver: () => boolean): Promise<void> {
    const giveUpAtMs = performance.now() + LONGEST_MS
    while (performance.now() < giveUpAtMs) {
      await this.#quiet(connection)
      if (isOver()) return
      const { awaited } = this.#clock
      if (awaited === 'moment' && (connection.destroyed || !isImpatient)) await this.#clock.step()
      // where nobody waits for time, a module may be on its way, which takes some
      else if (awaited !== null || isPart) connection.leave()
    }
    throw new Error(`exchange ${this.#sent} has no end: ${connection.taken()}`)
  }

  async #quiet(connection: NearSocket): Promise<void> {
    for (let turns = 0, bytes = -1; turns < QUIET_TURNS; turns += 1) {
      if (connection.bytesCome !== bytes) turns = 0
      bytes = connection.bytesCome
      await turn()
    }
  }

  /** What the control API says of the sessions. */
  async #ask(sessions: readonly string[]): Promise<readonly string[]> {
    const answers: string[] = []
    for (const [i, session] of sessions.entries()) {
      const order = orders[i % orders.length]
      answers.push(await this.#control('POST', `/sessions/${session}/verify`, order))
      answers.push(await this.#control('GET', `/sessions/${session}/verdict`))
    }
    return answers
  }

  async #control(method: string, path: string, body?: object): Promise<string> {
    const connection = new NearSocket(this.#server.app.server)
    const content = body === undefined ? '' : JSON.stringify(body)
    const head = [`${method} /__mock${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close']
    if (content) head.push('Content-Type: application/json', `Content-Length: ${content.length}`)
    connection.send(`${head.join('\r\n')}\r\n\r\n${content}`)
    while (connection.left === 'open') await turn()
    return JSON.stringify([method, path, content, connection.taken()])
  }
}

/** The hash of what is recorded of one kind. */
export const hashOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)
