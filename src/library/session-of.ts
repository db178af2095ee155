import { AssertionError } from 'node:assert'
import { clientVariables } from '../client-variables.ts'
import type { AnswerTo } from '../control/api/calls.ts'
import type { Entry } from '../journal/shown-entry.ts'
import { parseDuration } from '../units.ts'
import { UsageError } from '../usage-error.ts'
import type { Control } from './control.ts'
import type { Session } from './mock.ts'
import { checkOptions, type OptionTable, objectOf, scenarioOption, text, yesOrNo } from './options.ts'

/** Of which session the methods are. */
export interface SessionPlace {
  readonly id: string
  /** Where its clients send their requests, without a slash at the end. */
  readonly url: string
}

type Page = AnswerTo<'GET /sessions/:id/journal'>['body']
type Unverified = Extract<AnswerTo<'POST /sessions/:id/verify', 409>, { readonly status: 409 }>['body']

const PAGE = 1000

const any = { expects: 'something', fits: () => true }

/** Only whether they are known is looked at here: what may stand in them the server says. */
const filters: OptionTable = {
  status: any,
  endpoint: any,
  model: any,
  call: any,
  attempt: any,
  rule: any,
  outcome: any,
  endedBy: any,
}

const orders: OptionTable = { match: objectOf('an object'), count: any, sequence: any, within: text }

const outcomes: OptionTable = { ok: yesOrNo, call: text, note: text }

const isDuration = (by: unknown): by is string | number =>
  typeof by === 'number'
    ? by >= 0 && by < Number.POSITIVE_INFINITY
    : typeof by === 'string' && parseDuration(by) !== null

const notVerified = ({ message, expected, entries, seen }: Unverified): AssertionError =>
  new AssertionError({
    message: [message, ...seen.map(line => `  ${line}`)].join('\n'),
    actual: entries,
    expected,
    operator: 'verify',
  })

/** The methods of one session, over the control API; `end` is what ends it. */
export const sessionOf = (control: Control, { id, url }: SessionPlace, end: () => Promise<void>): Session => {
  const { target } = control
  const params = { id }
  const environment = clientVariables(process.env, { baseUrl: url, session: id, controlUrl: `${target.url}/__mock` })
  let ending: Promise<void> | null = null

  const ask: Control['ask'] = async (...call) => {
    if (ending) throw new UsageError(`The session ${id} is closed; nothing can be asked of it any more.`)
    return await control.ask(...call)
  }

  const close = (): Promise<void> => {
    ending ??= end()
    return ending
  }

  return {
    id,
    url,
    openaiBaseUrl: `${url}/openai/v1`,
    env: {
      ...environment,
      GROQ_MOCK_URL: target.url,
      ...(target.token === null ? {} : { GROQ_MOCK_CONTROL_TOKEN: target.token }),
    },
    journal: async (filter = {}) => {
      checkOptions('journal', filter, filters, '{ status: 429 }')
      const entries: Entry[] = []
      let since: string | null = null
      do {
        const query = { ...filter, since, limit: PAGE }
        const page: Page = (await ask('GET /sessions/:id/journal', { params, query })).body
        entries.push(...page.entries)
        since = page.next
      } while (since !== null)
      return entries
    },
    verify: async order => {
      checkOptions('verify', order, orders, '{ match: { status: 429 }, count: 2 }')
      const takesMs = parseDuration(order.within ?? '') ?? 0
      const waiting = { takesMs, awaited: [409] } as const
      const { body } = await ask('POST /sessions/:id/verify', { params, body: order }, waiting)
      if (!body.ok) throw notVerified(body)
      return { count: body.count, entries: body.entries }
    },
    verdict: async (options = {}) => {
      checkOptions('verdict', options, { strict: yesOrNo }, '{ strict: true }')
      const query = { strict: options.strict ? 'true' : null }
      return (await ask('GET /sessions/:id/verdict', { params, query })).body
    },
    reset: async () => {
      await ask('POST /sessions/:id/reset', { params })
    },
    advance: async by => {
      if (!isDuration(by))
        throw new UsageError(`advance takes milliseconds, or a duration such as "60s"; seen ${JSON.stringify(by)}.`)
      const body = { advance: typeof by === 'number' ? `${by}ms` : by }
      await ask('POST /sessions/:id/clock', { params, body })
    },
    use: async scenario => {
      if (!scenarioOption.fits(scenario)) throw new UsageError(`use takes ${scenarioOption.expects}.`)
      await ask('PUT /sessions/:id/scenario', { params, body: { scenario } })
    },
    outcome: async outcome => {
      checkOptions('outcome', outcome, outcomes, '{ ok: true }')
      await ask('POST /sessions/:id/outcome', { params, body: outcome })
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
