// What `simulate --retries` says of a client is what groq-sdk does: how often it asks, and whether it has an answer in the end.
import Groq from 'groq-sdk'
import t from 'tap'
import { USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { scenarioOf } from '../helpers/deciding.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const RETRIES = 2
/** Whatever an SDK would wait by itself: it is told to come back at once. */
const soon = { 'retry-after-ms': '1' }
const failing = (status: number, more: object = {}) => ({ error: { status, headers: soon, ...more } })

/** Rules, and whether a stream is asked for. */
const cases: readonly (readonly [what: string, rules: readonly object[], stream?: boolean])[] = [
  ...[400, 401, 403, 404, 408, 409, 413, 422, 424, 429, 498, 499, 500, 502, 503, 504, 524].map(
    status => [`${status}`, [failing(status)]] as const,
  ),
  ['503 once', [{ ...failing(503), times: 1 }]],
  ['429 on the first two attempts', [{ match: { attempt: '1..2' }, ...failing(429) }]],
  ['503 that is not to be sent again', [failing(503, { headers: { 'x-should-retry': 'false' } })]],
  ['400 that is to be sent again', [failing(400, { headers: { ...soon, 'x-should-retry': 'true' } })]],
  ['a literal 503', [{ reply: { status: 503, headers: soon, body: 'down' } }]],
  [
    'a reset, then 503',
    [
      { fault: 'reset', times: 1 },
      { ...failing(503), times: 1 },
    ],
  ],
  ['a body that is cut', [{ fault: { short: '20 bytes' } }]],
  ['success', [{ complete: { text: 'Hi' } }]],
  ['an error in a stream', [{ stream: { error: { after: '2 chunks', status: 503 } } }], true],
  ['an event that is no JSON', [{ stream: { malformed: { after: '2 chunks' } } }], true],
  ['a stream', [{ stream: { pace: '1ms' } }], true],
  ['503 once, then a stream', [{ ...failing(503), times: 1 }], true],
]

const MESSAGES = [{ role: 'user' as const, content: 'Hello' }]
const MODEL = 'openai/gpt-oss-20b'

const readWhole = async ({ chat: { completions } }: Groq, stream: boolean): Promise<void> => {
  if (!stream) return void (await completions.create({ model: MODEL, messages: MESSAGES }))
  for await (const _chunk of await completions.create({ model: MODEL, messages: MESSAGES, stream }));
}

const hasAnswer = (client: Groq, stream: boolean): Promise<boolean> =>
  readWhole(client, stream).then(
    () => true,
    () => false,
  )

for (const [what, rules, stream = false] of cases)
  t.test(`groq-sdk does what is imagined: ${what}`, async t => {
    const { calls, attempts } = simulated({
      scenario: scenarioOf({ rules }),
      seed: null,
      requests: 1,
      clients: 1,
      request: { ...USUAL_REQUEST, body: chatBody({ stream }) },
      retries: RETRIES,
    })
    const mock = await startMock(t, { rules })
    const client = new Groq({ baseURL: mock.url, apiKey: 'gsk_test', maxRetries: RETRIES })
    const isAnswered = await hasAnswer(client, stream)
    const entries = await mock.entries(attempts)
    t.equal(attempts, entries.length)
    t.equal((calls?.atFirst ?? 0) + (calls?.later ?? 0) === 1, isAnswered)
  })
