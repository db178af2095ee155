import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { spawnNode } from './helpers/children.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The benchmark is JavaScript without types: what a test needs of it is said where it is loaded. */
const loaded = async <Exports>(name: string): Promise<Exports> => await import(join(root, 'bench', name))

const bench = async (...args: readonly string[]) => {
  const child = spawnNode(['bench/run.mjs', ...args], root)
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, error, code }
}

interface Report {
  readonly tables: readonly {
    readonly name: string
    readonly about: Readonly<Record<string, unknown>>
    readonly rows: readonly (readonly string[])[]
    readonly raw: unknown
  }[]
}

t.test(
  'a part of the benchmark runs beside bare servers that send the same bytes, and tells what it rests on',
  async t => {
    const file = join(t.testdir(), 'bench.json')
    const { out, error, code } = await bench('429', '--tiny', '--json', file)
    t.equal(code, 0, out + error)
    t.match(out, /### 429 by a header of the request\n\n\| server/)
    t.match(out, /`npm run bench -- 429 --tiny --json .+` at commit/)
    const { tables }: Report = JSON.parse(readFileSync(file, 'utf8'))
    t.equal(tables.length, 1)
    t.same(
      tables[0]?.rows.map(([name]) => name),
      ['node:http', 'Fastify', 'groq-mock, log off'],
    )
    t.match(tables[0]?.about, { node: process.version, commit: String, cpu: String, cores: Number, pins: String })
  },
)

t.test('a part that there is not is refused, with those that there are', async t => {
  const unknown = await bench('300')
  t.equal(unknown.code, 2)
  t.match(unknown.error, /^bench: there is no part 300; there are: 200, 429, rules, limits, stream, start, memory,/)
})

t.test('no two bodies are equal, prompts have 100 to 4 000 letters, and they are the same in each run', async t => {
  const { bodyOfPrompt, numbered } = await loaded<{
    bodyOfPrompt: (n: number) => { messages: { content: string }[]; tools?: unknown; response_format?: unknown }
    numbered: (bytes: Buffer) => Buffer
  }>('prompts.mjs')
  const bodies = Array.from({ length: 300 }, (_, n) => bodyOfPrompt(n))
  const lengths = bodies.map(({ messages }) => messages[1]?.content.length ?? 0)
  t.ok(Math.min(...lengths) >= 100 && Math.min(...lengths) < 300, `${Math.min(...lengths)}`)
  t.ok(Math.max(...lengths) <= 4000 && Math.max(...lengths) > 3800, `${Math.max(...lengths)}`)
  t.equal(bodies.filter(({ tools }) => tools).length, 60)
  t.equal(bodies.filter(body => body.response_format).length, 60)
  t.same(bodyOfPrompt(7), bodies[7])
  const bytes = Buffer.from(JSON.stringify(bodies[0]))
  const [one, other] = [numbered(bytes), numbered(bytes)]
  t.equal(one.length, bytes.length)
  t.notSame(one, other)
})

interface Response {
  readonly status: number
  readonly body: Buffer
  readonly isChunked: boolean
}

t.test('responses are read whole wherever their bytes are cut', async t => {
  const { ResponseReader, unframed } = await loaded<{
    ResponseReader: new (keeps: boolean) => { take: (bytes: Buffer) => Response | null }
    unframed: (response: Response) => Buffer
  }>('response.mjs')
  const wires = [
    'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 5\r\n\r\nhello',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n',
  ]
  const reader = new ResponseReader(true)
  for (const wire of wires)
    for (let size = 1; size <= wire.length; size += 1) {
      const bytes = Buffer.from(wire)
      const seen: Response[] = []
      for (let at = 0; at < bytes.length; at += size) {
        const response = reader.take(bytes.subarray(at, at + size))
        if (response) seen.push(response)
      }
      const [first] = seen
      if (
        seen.length !== 1 ||
        !first ||
        unframed(first).toString() !== 'hello' ||
        `${first.status}` !== wire.slice(9, 12)
      )
        t.fail(`cut into ${size} bytes: ${seen.length} responses of ${JSON.stringify(wire)}`)
    }
  t.pass('all sizes of parts')
})

t.test(
  'instructions are over the budget when they, or their ratio to bare, are above it by more than a tenth',
  async t => {
    const { againstBudget } = await loaded<{
      againstBudget: (budget: unknown, seen: unknown) => { name: string; growth: number | null; isOver: boolean }[]
    }>('budget.mjs')
    const counted = (mock: number, bare: number, more = {}) => ({
      counter: 'callgrind',
      node: 'v20.1.0',
      thousands: { equal: { Fastify: bare, 'groq-mock, log off': mock } },
      ...more,
    })
    const budget = counted(200, 100)
    const overBy = (seen: unknown) => againstBudget(budget, seen).map(({ isOver }) => isOver)
    t.same(overBy(counted(219, 100)), [false])
    t.same(overBy(counted(221, 100)), [true])
    t.same(overBy(counted(221, 111)), [true], 'bare has grown as much')
    t.same(overBy(counted(200, 90)), [true], 'only the ratio has grown')
    t.same(overBy(counted(100, 100)), [false])
    t.same(overBy(counted(300, 150, { node: 'v22.0.0' })), [false], 'another Node: only the ratio counts')
    t.same(overBy(counted(300, 120, { counter: 'perf' })), [true])
    t.same(
      againstBudget(null, counted(200, 100)).map(({ isOver }) => isOver),
      [true],
      'no budget',
    )
  },
)

t.test('batches of instructions agree when most of the latest ones are near their median', async t => {
  const { agreedOn } = await loaded<{ agreedOn: (counts: readonly number[], batches: number) => number | null }>(
    'steady.mjs',
  )
  t.equal(agreedOn([100, 101], 3), null, 'too few')
  t.equal(agreedOn([100, 102, 101], 3), 101)
  t.equal(agreedOn([100, 140, 101], 3), 101, 'one that is dearer is outvoted')
  t.equal(agreedOn([100, 140, 119], 3), null, 'no two agree')
  t.equal(agreedOn([300, 200, 101, 100, 102], 3), 101, 'those before the latest are forgotten')
  t.equal(agreedOn([100, 101, 130, 140], 4), null, 'half of them is not most')
  t.equal(agreedOn([7], 1), 7)
})
