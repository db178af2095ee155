import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const told = (rule: object): readonly string[] => {
  const text = JSON.stringify({ about: 'A test.', rules: [rule] }, null, 1)
  return readScenario({ name: 'x', file: 'x', text, place: nowhere }).diagnostics.map(
    ({ line, severity, message }) => `${line}: ${severity}: ${message}`,
  )
}

t.test('a line of a stream is one line, and a comment needs some time between', async t => {
  t.match(told({ stream: { lines: [{ add: ['a\nb'] }] } }), [/line break: write several lines/])
  t.match(told({ stream: { keepAlive: '0s' } }), [/would leave no time for anything else/])
  t.match(told({ stream: { lines: [{ after: '0 chunks', add: ['a'] }] } }), [
    /expected a number of chunks such as 3 chunks, or start/,
  ])
})

t.test('lines that nothing is left for are told, those behind the last event are not', async t => {
  const lines = (after: string) => [{ after, add: ['x', ''] }]
  for (const [rule, isTold] of [
    [{ stream: { lines: lines('3 chunks'), error: { after: '2 chunks', status: 503 } } }, false],
    [{ stream: { lines: lines('4 chunks'), error: { after: '2 chunks', status: 503 } } }, true],
    [{ stream: { lines: lines('1 chunk'), stall: { after: '2 chunks' } } }, false],
    [{ stream: { lines: lines('2 chunks'), stall: { after: '2 chunks' } } }, true],
    [{ stream: { lines: lines('2 chunks'), stall: { after: '2 chunks', for: '1s' } } }, false],
    [{ stream: { lines: lines('1 chunk') }, fault: { cut: { after: '2 chunks' } } }, false],
    [{ stream: { lines: lines('2 chunks') }, fault: { cut: { after: '2 chunks' } } }, true],
    [{ stream: { lines: lines('start'), error: { after: '1 chunk', status: 503 } } }, false],
  ] as const)
    t.match(told(rule), isTold ? [/stream\.lines never happens/] : [], JSON.stringify(rule))
})

t.test('what lies beyond the last event of a literal stream is told', async t => {
  const reply = { headers: { 'content-type': 'text/event-stream' }, body: 'data: 1\n\ndata: 2\n\n' }
  t.match(told({ reply, stream: { stall: { after: '2 chunks' } } }), [/the answer has 2 chunks at most/])
  t.same(told({ reply, stream: { duplicate: { after: '2 chunks' } } }), [])
  t.same(told({ reply, stream: { stall: { after: '1 chunk' } } }), [])
  t.match(told({ reply: { body: 'x' }, stream: { crlf: true } }), [/reply is never streamed/])
})
