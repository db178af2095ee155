import { setImmediate as turn } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import type { Answer, Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { BatchRunner } from '#src/batches/batch-runner'
import { type FakeClock, fakeClock } from '#src/clock/clock'
import { exchange } from '#src/exchange'
import { freshIds } from '#src/fresh'
import type { OperationId } from '#src/groq/endpoints'
import type { Spine } from '#src/incoming'
import type { Entry } from '#src/journal/entry'
import { Journal } from '#src/journal/journal'
import { Session } from '#src/session/session'
import { asking } from '../answers/asking.ts'
import { scenarioOf } from '../helpers/deciding.ts'
import { pageOf } from '../helpers/page-of.ts'

/** One line of a batch, valid but for what is changed. */
export const batchLine = (customId: string, more: object = {}, body: object = {}): string =>
  JSON.stringify({
    custom_id: customId,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: `Hello ${customId}` }], ...body },
    ...more,
  })

export const batchLines = (many: number): readonly string[] =>
  Array.from({ length: many }, (_, i) => batchLine(`r${i}`))

/** A batch as the API shows it, as far as tests look. */
export interface Shown {
  readonly id: string
  readonly status: string
  readonly errors: { readonly data: readonly { code: string; message: string; line: number | null }[] } | null
  readonly output_file_id: string | null
  readonly error_file_id: string | null
  readonly request_counts: { readonly total: number; readonly completed: number; readonly failed: number }
  readonly [other: string]: unknown
}

/** One line of an output or error file. */
export interface ShownLine {
  readonly id: string
  readonly custom_id: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
  readonly response: { readonly status_code: number; readonly request_id: string; readonly body: any } | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** A session whose batches run by a clock that is moved by hand. */
export interface World {
  readonly clock: FakeClock
  readonly session: Session
  readonly runner: BatchRunner
  readonly stopping: AbortController
  entries(): readonly Entry[]
  /** Keeps a file, and begins a batch of it. */
  create(lines: readonly string[] | Uint8Array, body?: object, complete?: Complete): Shown
  see(batch: Shown): Shown
  cancel(batch: Shown): Shown
  linesOf(file: string | null): readonly ShownLine[]
  /** Lets real and session time pass, and everybody do what is due. */
  pass(ms: number): Promise<void>
}

const TICK_MS = 50

/** Builds one; `spineOf` puts something before the spine. */
export const worldOf = (
  scenario: object = {},
  options: { readonly speed?: number; readonly spineOf?: (spine: Spine) => Spine; readonly log?: Logger } = {},
): World => {
  const { speed = 1, spineOf = spine => spine, log = pino({ level: 'silent' }) } = options
  const clock = fakeClock()
  const journal = new Journal(1e8)
  const stopping = new AbortController()
  const spine = spineOf(exchange({ journal, clock, log, mockHeaders: true, keepBodies: false }))
  const runner = new BatchRunner({ spine, clock, log, stopping: stopping.signal })
  const session = new Session({
    id: 's',
    scenario: scenarioOf(scenario),
    ownScenario: true,
    seed: null,
    speed,
    ttlMs: 1e9,
    nowMs: clock.now(),
    monotonicMs: clock.monotonic(),
    onWork: of => runner.wake(of),
  })

  const ask = (operation: OperationId, more: object, complete: Complete = {}): Shown => {
    const { resources } = session
    const sessionMs = session.sessionMs(clock.monotonic())
    const headers = { authorization: 'Bearer gsk_x' }
    const asked = asking({}, { operation, headers, resources, sessionMs, ...more })
    const given: Answer = answer(asked, complete, freshIds(clock.now()))
    if (given.kind !== 'whole') throw new Error('a whole answer was expected')
    return JSON.parse(String(given.body))
  }

  // what is due comes in several turns of the loop, and between them nobody sleeps for longer than no time
  const settle = async () => {
    for (let turns = 0; turns < 4; turns += 1) {
      await turn()
      await clock.advance(0)
    }
  }

  return {
    clock,
    session,
    runner,
    stopping,
    entries: () => pageOf(journal, 's', {}).entries,
    create: (lines, body = {}, complete = {}) => {
      const content = lines instanceof Uint8Array ? lines : Buffer.from(`${lines.join('\n')}\n`)
      const upload = { filename: 'b.jsonl', contentType: '', bytes: content.length, hash: 'h', seconds: null, content }
      const { id } = ask('uploadFile', { file: upload })
      const asked = { input_file_id: id, endpoint: '/v1/chat/completions', completion_window: '24h', ...body }
      return ask('createBatch', { body: asked }, complete)
    },
    see: ({ id }) => ask('retrieveBatch', { resource: id }),
    cancel: ({ id }) => ask('cancelBatch', { resource: id }),
    linesOf: file =>
      String((file && session.resources.files.get(file)?.content) ?? '')
        .split('\n')
        .filter(text => text !== '')
        .map(text => JSON.parse(text)),
    pass: async ms => {
      for (let passed = 0; passed < ms; passed += TICK_MS) {
        await clock.advance(Math.min(TICK_MS, ms - passed))
        await settle()
      }
    },
  }
}

/** A session's time begins with its first request; here it begins at once. */
export const begun = (world: World): World => {
  world.session.attemptOf(
    {
      fingerprint: 'first',
      key: null,
      retryCount: null,
      headers: {},
      selection: { scenario: null, session: null, call: null, inject: null, wrong: null },
    } as never,
    { startedMs: world.clock.monotonic(), openedMs: null },
  )
  return world
}
