import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { readScenario } from '#src/scenario/read-scenario'

const files: Readonly<Record<string, Buffer>> = {
  'plain.txt': Buffer.from('hello'),
  'a.gz': gzipSync('hello'),
  'a.br': brotliCompressSync('hello'),
  'a.zz': deflateSync('hello'),
  'a.raw': deflateRawSync('hello'),
  'both.gz': gzipSync(brotliCompressSync('hello')),
  'bomb.gz': gzipSync(Buffer.alloc(64 * 1024 ** 2)),
  'cut.gz': gzipSync('hello'.repeat(100)).subarray(0, 20),
}

const told = (rule: object): readonly string[] => {
  const text = JSON.stringify({ about: 'A test.', rules: [rule] }, null, 1)
  const place = { readFile: (name: string) => files[name] ?? 'there is no such file' }
  return readScenario({ name: 'x', file: 'x', text, place }).diagnostics.map(
    ({ line, severity, message }) => `${line}: ${severity}: ${message}`,
  )
}

const reply = (file: string, said: unknown) => ({ reply: { file, headers: { 'Content-Encoding': said } } })

t.test('a content-encoding that the body does not have is refused wherever headers can stand', async t => {
  const headers = { 'content-encoding': 'gzip' }
  for (const rule of [
    { error: { status: 503, headers } },
    { reply: { body: 'hello', headers } },
    { reply: { status: 206, headers } },
    reply('plain.txt', 'gzip'),
    reply('a.gz', 'br'),
    reply('a.gz', 'gzip, br'),
    reply('a.gz', 'nonsense'),
    reply('cut.gz', 'gzip'),
    { headers, complete: {} },
    { sequence: [{ headers, complete: {} }] },
    { oneOf: [{ share: '1%', headers, error: 503 }] },
  ])
    t.match(told(rule), [/^\d+: error: content-encoding says "[\w, ]+", and the body is/], JSON.stringify(rule))
})

t.test('a lie that is said to be meant is a header like any', async t => {
  const headers = { 'content-encoding': { lie: 'gzip' } }
  for (const rule of [
    { error: { status: 503, headers } },
    { reply: { body: 'hello', headers } },
    { headers, complete: {} },
  ])
    t.same(told(rule), [])
})

t.test('what is true is taken, however it is packed', async t => {
  for (const [file, said] of [
    ['a.gz', 'gzip'],
    ['a.gz', 'GZIP'],
    ['a.br', 'br'],
    ['a.zz', 'deflate'],
    ['a.raw', 'deflate'],
    ['both.gz', 'br, gzip'],
    ['bomb.gz', 'gzip'],
    ['plain.txt', 'identity'],
  ] as const)
    t.same(told(reply(file, said)), [], file)
})

t.test('a lie about nothing is told as well', async t => {
  t.match(told(reply('a.gz', { lie: 'gzip' })), [/"gzip" is no lie here: the body is so/])
  t.match(told({ error: 503, headers: { vary: { lie: 'x' } } }), [/only content-encoding can lie, and this is vary/])
})

t.test('a fault beside what it can not break is told', async t => {
  for (const rule of [
    { reply: { body: 'x' }, fault: 'reset' },
    { pass: true, fault: { cut: { after: '1 chunk' } } },
    { sequence: [{ error: 503 }], fault: { cut: { after: '1 chunk' } } },
  ])
    t.match(told(rule), [/and "fault" are two outcomes here/], JSON.stringify(rule))
  t.match(told({ reply: { status: 204 }, fault: { cut: { after: '1 chunk' } } }), [/no body that could break/])
})
