import t from 'tap'
import { askAt, freshState, scenarioOf } from '../helpers/deciding.ts'

const streamed = { call: { stream: true } }

t.test('changes of a stream merge key by key, and the nearest wins', async t => {
  const scenario = scenarioOf({
    api: { stream: { firstToken: '100ms', pace: '300 tokens/s' } },
    rules: [
      { name: 'all', stream: { pace: '20ms', crlf: true, duplicate: { after: '1 chunk' } } },
      { name: 'later', stream: { duplicate: { after: '2 chunks' } } },
      {
        name: 'decides',
        stream: { duplicate: { after: '3 chunks' }, noDone: true },
        sequence: [{ complete: {}, stream: { duplicate: { after: '4 chunks' } } }, { complete: {} }],
      },
    ],
  })
  const state = freshState(scenario)
  t.same(askAt(state, streamed).stream, {
    spec: {
      firstToken: { kind: 'fixed', ms: 100 },
      pace: { gapMs: 20 },
      crlf: true,
      duplicate: { after: 4 },
      noDone: true,
    },
    firstTokenMs: 100,
    said: ['duplicate', 'pace', 'crlf', 'noDone'],
  })
  t.same(askAt(state, streamed).stream?.spec.duplicate, { after: 3 }, 'the second step says nothing of its own')
})

t.test('the pace of the API is for whoever asked for a stream, and nobody has to be told of it', async t => {
  const state = freshState(scenarioOf({ api: { stream: { firstToken: '1s..2s', pace: '300 tokens/s' } } }))
  t.equal(askAt(state).stream, null)
  t.same(askAt(state, streamed).stream?.said, [])
  t.equal(askAt(freshState(scenarioOf({})), streamed).stream, null)
})

t.test('a first token is drawn by seeded luck, and the draw is told', async t => {
  const scenario = scenarioOf({ rules: [{ name: 'slow', stream: { firstToken: '1s..3s' } }] })
  const drawn = (seed: number, fingerprint = 'f') =>
    askAt(freshState(scenario, seed), { call: { stream: true, fingerprint } })
  const { stream, trace } = drawn(1)
  t.ok((stream?.firstTokenMs ?? 0) >= 1000 && (stream?.firstTokenMs ?? 0) < 3000)
  t.match(trace?.draws, [{ rule: { name: 'slow' }, what: 'firstToken', against: { kind: 'uniform' } }])
  t.equal(drawn(1).stream?.firstTokenMs, stream?.firstTokenMs, 'again')
  t.not(drawn(2).stream?.firstTokenMs, stream?.firstTokenMs, 'another seed')
  t.not(drawn(1, 'g').stream?.firstTokenMs, stream?.firstTokenMs, 'another request')
})

t.test('a break in an answer leaves what the API refuses alone, one of the connection does not', async t => {
  const problem = { name: 'invalid-json' } as const
  const decided = (fault: unknown) =>
    askAt(freshState(scenarioOf({ rules: [{ fault }] })), { call: { problem } }).outcome.kind
  t.equal(decided({ cut: { after: '40%' } }), 'error')
  t.equal(decided({ short: '1 byte' }), 'error')
  t.equal(decided('reset'), 'fault')
})
