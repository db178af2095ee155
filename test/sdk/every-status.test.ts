import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import { catalogue, documentedStatuses } from '#src/groq/errors'
import { startMock, type TestMock } from '../helpers/mock.ts'

const chat = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: 'Hello' }] }

interface Choice {
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
}

interface Seen {
  readonly className: string
  readonly status: number | undefined
  readonly error: unknown
}

type Ask = (mock: TestMock, choice: Choice) => Promise<unknown>

/** The two SDKs, each pointed at the mock as its users do it; retries wait as little as the answer lets them. */
const clients: Readonly<Record<string, { readonly ask: Ask; readonly body: (seen: Seen) => unknown }>> = {
  'groq-sdk': {
    ask: (mock, { base, headers }) =>
      new Groq({
        baseURL: mock.url + base,
        apiKey: 'gsk_test',
        defaultHeaders: headers,
        fetch,
      }).chat.completions.create(chat),
    body: ({ error }) => error,
  },
  openai: {
    ask: (mock, { base, headers }) =>
      new OpenAI({
        baseURL: `${mock.url}${base}/openai/v1`,
        apiKey: 'gsk_test',
        defaultHeaders: headers,
        fetch,
      }).chat.completions.create(chat),
    body: ({ error }) => ({ error }),
  },
}

/** Three ways to choose a status: the server's scenario, the base URL, a header. */
const ways: Readonly<
  Record<string, (status: number) => { readonly scenario: string | object; readonly choice: Choice }>
> = {
  'a scenario file': status => ({
    scenario: {
      rules: [status === 206 ? { reply: { status } } : status === 200 ? { complete: {} } : { error: status }],
    },
    choice: { base: '', headers: {} },
  }),
  'the base URL': status => ({ scenario: 'steady-state', choice: { base: `/scenario/status-${status}`, headers: {} } }),
  'a header': status => ({
    scenario: 'steady-state',
    choice: { base: '', headers: { 'x-mock-status': String(status) } },
  }),
}

const CLASSES: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  413: 'APIError',
  422: 'UnprocessableEntityError',
  424: 'APIError',
  429: 'RateLimitError',
  498: 'APIError',
  499: 'APIError',
  500: 'InternalServerError',
  502: 'InternalServerError',
  503: 'InternalServerError',
}

const attemptsOf = (status: number): number => (status === 429 || status >= 500 ? 3 : 1)

const failure = async (asked: Promise<unknown>): Promise<Seen> => {
  try {
    await asked
  } catch (error) {
    const { status, error: body } = error as { status?: number; error?: unknown }
    return { className: (error as object).constructor.name, status, error: body }
  }
  throw new Error('this should have failed')
}

const statusLine = async (mock: TestMock, { base, headers }: Choice): Promise<Response> =>
  mock.chat({ base, headers: { authorization: 'Bearer gsk_test', ...headers } })

for (const [client, { ask, body }] of Object.entries(clients)) {
  for (const [way, chosen] of Object.entries(ways)) {
    for (const status of documentedStatuses.filter(documented => documented >= 400)) {
      t.test(
        `${client} meets ${status} chosen by ${way}, as its own error class, with the documented body`,
        async t => {
          const { scenario, choice } = chosen(status)
          const mock = await startMock(t, scenario)
          const seen = await failure(ask(mock, choice))
          t.equal(seen.className, CLASSES[status])
          t.equal(seen.status, status)

          const direct = await statusLine(mock, choice)
          t.equal(
            direct.statusText,
            catalogue.find(facts => facts.status === status)?.title,
            'the documented reason phrase',
          )
          t.equal(direct.headers.get('content-type'), 'application/json')
          const text = await direct.text()
          t.match(text, /^\{"error":\{"message":"[^\n]+"\}\}\n$/, 'compact, one line feed at the end')
          t.same(body(seen), JSON.parse(text), 'what the SDK hands out is what was sent')

          const session = choice.base === '' ? 'default' : `status-${status}`
          const entries = await mock.entries(attemptsOf(status) + 1, session)
          const own = entries.filter(({ userAgent }) => userAgent !== 'node')
          t.same(
            own.map(({ attempt, call }) => [attempt, call]),
            Array.from({ length: attemptsOf(status) }, (_, i) => [i + 1, own[0]?.call]),
            'attempts of one call',
          )
          t.same([...new Set(own.map(entry => entry.status))], [status])
        },
      )
    }

    t.test(`${client} gets its answer with 200 chosen by ${way}`, async t => {
      const { scenario, choice } = chosen(200)
      const mock = await startMock(t, scenario)
      const answer = (await ask(mock, choice)) as { choices: { message: { content: string } }[] }
      t.ok(answer.choices[0]?.message.content)
    })

    t.test(`${client} meets half an answer with 206 chosen by ${way}, and its JSON does not parse`, async t => {
      const { scenario, choice } = chosen(206)
      const mock = await startMock(t, scenario)
      t.equal((await failure(ask(mock, choice))).className, 'SyntaxError')
      const direct = await statusLine(mock, choice)
      t.equal(direct.statusText, 'Partial Content')
      const bytes = (await direct.arrayBuffer()).byteLength
      t.match(direct.headers.get('content-range'), new RegExp(`^bytes 0-${bytes - 1}/\\d+$`))
      t.ok(bytes < Number(direct.headers.get('content-range')?.split('/')[1]))
    })
  }
}
