import { type Contract, type Expect, NOTHING_EXPECTED } from '#src/contract'
import type { Entry, EntryTold } from '#src/journal/entry'
import { openJudge } from '#src/verdict/judge'
import type { Declared, Facts, Verdict } from '#src/verdict/verdict'

/** One attempt of a call, as far as it matters; times in milliseconds. */
export interface Shot {
  /** Since the attempt before it ended. */
  readonly wait?: number
  readonly takes?: number
  /** To the first byte; as long as it takes where not said, none for a status of null. */
  readonly ttfb?: number
  readonly status?: number | null
  readonly variant?: string
  readonly flaws?: Entry['flaws']
  readonly endedBy?: Entry['endedBy']
  /** `retry-after`, in seconds. */
  readonly retryAfter?: number
  readonly told?: Partial<EntryTold>
  readonly count?: number | null
  readonly certainty?: Entry['certainty']
  readonly stream?: boolean
  readonly chunks?: number
  readonly remaining?: Entry['remaining']
  readonly connection?: number
  readonly onConnection?: number
  readonly rule?: string
}

/** What is the same for all attempts of a call. */
export interface CallInit {
  readonly at?: number
  readonly fingerprint?: string
  readonly model?: string
  readonly follows?: string
  /** Whether its attempts say x-stainless-retry-count, as an SDK's do. */
  readonly counts?: boolean
  readonly firstAttempt?: number
}

export const START = Date.UTC(2026, 0, 1)

const NOTHING: EntryTold = {
  retryAfter: null,
  retryAfterMs: null,
  shouldRetry: null,
  tryAgainInMs: null,
  roomAtMs: null,
}

export const toldOf = ({ retryAfter, told }: Shot): EntryTold | null => {
  if (retryAfter === undefined && told === undefined) return null
  const header =
    retryAfter === undefined
      ? {}
      : { retryAfter: { is: 'seconds', text: `${retryAfter}`, ms: retryAfter * 1000 } as const }
  return { ...NOTHING, ...header, ...told }
}

let made = 0

/** Who made an attempt, and when. */
interface Made {
  readonly id: string
  readonly at: number
  readonly attempt: number
  readonly count: number | null
  readonly certainty: Entry['certainty']
  readonly follows: string | null
  readonly fingerprint: string
  readonly model: string
  readonly onConnection: number
}

/** An entry of a journal. */
export const entryOf = (shot: Shot, { id, at, ...more }: Made): Entry => {
  const { takes = 10, status = 200, flaws = [] } = shot
  made += 1
  return {
    id: `req_${String(made).padStart(26, '0')}`,
    session: 's',
    at: new Date(START + at).toISOString(),
    offsetMs: at,
    call: id,
    ordinal: 1,
    attempt: more.attempt,
    certainty: more.certainty,
    follows: more.follows,
    retryCount: more.count,
    batch: null,
    connection: shot.connection ?? 1,
    requestOnConnection: shot.onConnection ?? more.onConnection,
    httpVersion: '1.1',
    method: 'POST',
    path: '/openai/v1/chat/completions',
    endpoint: 'chat.completions',
    model: more.model,
    tier: null,
    stream: shot.stream ?? false,
    requestBytes: 100,
    fingerprint: more.fingerprint,
    rule: shot.rule ?? null,
    rules: shot.rule === undefined ? [] : [shot.rule],
    outcome: status === 200 ? 'complete' : 'error',
    because: 'a test',
    nearMisses: [],
    status,
    variant: shot.variant ?? null,
    ttfbMs: status === null ? null : (shot.ttfb ?? takes),
    durationMs: takes,
    bytes: 100,
    chunks: shot.chunks ?? 1,
    endedBy: shot.endedBy ?? (status === null ? 'fault' : 'server'),
    flaws,
    remaining: shot.remaining ?? null,
    told: toldOf(shot),
    userAgent: 'OpenAI/JS 6.49.0',
    kept: null,
  }
}

/** The entries of one call. */
export const call = (id: string, shots: readonly Shot[], init: CallInit = {}): readonly Entry[] => {
  const { at = 0, counts = false, firstAttempt = 1, follows = null } = init
  const { fingerprint = `print of ${id}`, model = 'openai/gpt-oss-20b' } = init
  let nowMs = at
  return shots.map((shot, i): Entry => {
    nowMs += shot.wait ?? 0
    const { count = counts ? i : null, certainty = counts && i > 0 ? 'certain' : 'inferred' } = shot
    const who = { id, attempt: firstAttempt + i, follows: i === 0 ? follows : null, fingerprint, model }
    const entry = entryOf(shot, { ...who, at: nowMs, count, certainty, onConnection: i + 2 })
    nowMs += shot.takes ?? 10
    return entry
  })
}

/** Many calls alike: one after the other where `every` is given, else at once. */
export const calls = (
  many: number,
  shots: (i: number) => readonly Shot[],
  init: (i: number) => CallInit = () => ({}),
): readonly Entry[] => Array.from({ length: many }, (_, i) => call(`call-${i + 1}`, shots(i), init(i))).flat()

export interface Judging {
  readonly expect?: Expect['values']
  readonly allow?: Expect['allow']
  readonly planned?: Contract['planned']
  readonly outages?: Contract['outages']
  readonly facts?: Partial<Facts>
  readonly declared?: readonly Partial<Declared>[]
  readonly strict?: boolean
}

export const trialOf = ({ expect = {}, allow = [], planned = [], outages = [], strict = false }: Judging = {}) => ({
  session: 's',
  scenario: 'test',
  contract: {
    file: 'test.yaml',
    expect: {
      ...NOTHING_EXPECTED,
      values: expect,
      allow,
      lines: Object.fromEntries(Object.keys(expect).map((key, i) => [key, i + 10])),
    },
    planned,
    outages,
  },
  speed: 1,
  strict,
})

export const factsOf = ({ facts = {}, declared = [] }: Judging = {}): Facts => ({
  evicted: 0,
  lateMs: 1,
  spoken: null,
  underWay: 0,
  declared: declared.map(one => ({ call: null, ok: true, note: null, ...one })),
  exitCode: null,
  lost: [],
  ...facts,
})

/** The verdict on a journal. */
export const judged = (entries: readonly Entry[], judging: Judging = {}): Verdict => {
  const judge = openJudge(trialOf(judging))
  for (const entry of entries) judge.add(entry)
  return judge.close(factsOf(judging))
}

export const idsOf = ({ findings }: Verdict): readonly string[] => findings.map(({ id }) => id)
