import { AssertionError } from 'node:assert'
import { clientVariables } from '../client-variables.ts'
import type { Entry } from '../journal/shown-entry.ts'
import { parseDuration } from '../units.ts'
import { UsageError } from '../usage-error.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { Control } from './control.ts'
import type { JournalFilter, Session, Verified } from './mock.ts'
import { checkOptions, type OptionTable, objectOf, scenarioOption, text, yesOrNo } from './options.ts'

/** Of which session the methods are. */
export interface SessionPlace {
  readonly id: string
  /** Where its clients send their requests, without a slash at the end. */
  readonly url: string
}

interface Page {
  readonly entries: readonly Entry[]
  readonly next: string | null
}

interface Unverified extends Verified {
  readonly message: string
  readonly expected: unknown
  readonly seen: readonly string[]
}

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

const pageQuery = (filter: JournalFilter, since: string | null): string => {
  const asked = Object.entries({ ...filter, since, limit: PAGE }).filter(([, value]) => value != null)
  return new URLSearchParams(Object.fromEntries(asked.map(([name, value]) => [name, String(value)]))).toString()
}

const notVerified = ({ message, expected, entries, seen }: Unverified): AssertionError =>
  new AssertionError({
    message: [message, ...seen.map(line => `  ${line}`)].join('\n'),
    actual: entries,
    expected,
    operator: 'verify',
  })

/** The methods of one session, over the control API; `end` is what ends it. */
export const sessionOf = (control: Control, { id, url }: SessionPlace, end: () => Promise<void>): Session => {
  const path = `/sessions/${encodeURIComponent(id)}`
  const { target, ask } = control
  const environment = clientVariables(process.env, { baseUrl: url, session: id, controlUrl: `${target.url}/__mock` })
  let ending: Promise<void> | null = null

  const asked = async <Body>(
    method: 'GET' | 'POST' | 'PUT',
    below: string,
    body?: unknown,
    { takesMs = 0, awaited = [] }: { readonly takesMs?: number; readonly awaited?: readonly number[] } = {},
  ) => {
    if (ending) throw new UsageError(`The session ${id} is closed; nothing can be asked of it any more.`)
    return await ask<Body>({ method, path: path + below, body, takesMs }, ...awaited)
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
        const page: Page = (await asked<Page>('GET', `/journal?${pageQuery(filter, since)}`)).body
        entries.push(...page.entries)
        since = page.next
      } while (since !== null)
      return entries
    },
    verify: async order => {
      checkOptions('verify', order, orders, '{ match: { status: 429 }, count: 2 }')
      const takesMs = parseDuration(order.within ?? '') ?? 0
      const { status, body } = await asked<Unverified>('POST', '/verify', order, { takesMs, awaited: [409] })
      if (status === 409) throw notVerified(body)
      return { count: body.count, entries: body.entries }
    },
    verdict: async (options = {}) => {
      checkOptions('verdict', options, { strict: yesOrNo }, '{ strict: true }')
      return (await asked<Verdict>('GET', `/verdict${options.strict ? '?strict=true' : ''}`)).body
    },
    reset: async () => {
      await asked('POST', '/reset')
    },
    advance: async by => {
      if (!isDuration(by))
        throw new UsageError(`advance takes milliseconds, or a duration such as "60s"; seen ${JSON.stringify(by)}.`)
      await asked('POST', '/clock', { advance: typeof by === 'number' ? `${by}ms` : by })
    },
    use: async scenario => {
      if (!scenarioOption.fits(scenario)) throw new UsageError(`use takes ${scenarioOption.expects}.`)
      await asked('PUT', '/scenario', { scenario })
    },
    outcome: async outcome => {
      checkOptions('outcome', outcome, outcomes, '{ ok: true }')
      await asked('POST', '/outcome', outcome)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
