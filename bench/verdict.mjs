// `npm run bench:verdict`: how long a verdict on a million entries takes, and what memory it holds. No network, no file.
import { NOTHING_EXPECTED } from '#src/contract'
import { openJudge } from '#src/verdict/judge'

const ENTRIES = Number(process.argv[2] ?? 1_000_000)

const NOTHING_TOLD = { retryAfter: null, retryAfterMs: null, shouldRetry: null, tryAgainInMs: null, roomAtMs: null }
const told = { ...NOTHING_TOLD, retryAfter: { is: 'seconds', text: '1', ms: 1000 }, tryAgainInMs: 950 }

/** Calls of up to three attempts, a hundred a second, as entries come off a file: each an object of its own. */
function* journal() {
  for (let i = 0; i < ENTRIES; ) {
    const call = i
    const attempts = call % 5 === 0 ? 3 : call % 7 === 0 ? 2 : 1
    const never = call % 35 === 0
    for (let attempt = 1; attempt <= attempts && i < ENTRIES; attempt += 1, i += 1) {
      const failed = attempt < attempts || never
      const offsetMs = call * 10 + (attempt - 1) * (1040 + (call % 97))
      yield JSON.parse(
        JSON.stringify({
          id: `req_${String(i).padStart(26, '0')}`,
          session: 'default',
          at: new Date(1_760_000_000_000 + offsetMs).toISOString(),
          offsetMs,
          call: `call-${call}`,
          ordinal: 1,
          attempt,
          certainty: attempt === 1 ? 'inferred' : 'certain',
          follows: null,
          retryCount: attempt - 1,
          batch: null,
          connection: call % 16,
          requestOnConnection: i,
          endpoint: 'chat.completions',
          model: 'openai/gpt-oss-20b',
          stream: false,
          fingerprint: `p-${call % 300_000}`,
          rule: failed ? 'brown-out' : null,
          rules: failed ? ['brown-out'] : [],
          because: failed ? 'rule brown-out: 429 Too Many Requests' : 'no rule decided: success',
          status: failed ? 429 : 200,
          variant: failed ? 'tokens-per-minute' : null,
          ttfbMs: 12,
          durationMs: 12,
          chunks: 1,
          endedBy: 'server',
          flaws: [],
          remaining: null,
          told: failed ? told : null,
          userAgent: 'OpenAI/JS 6.49.0',
        }),
      )
    }
  }
}

const trial = {
  session: 'default',
  scenario: 'bench',
  contract: {
    file: 'bench.yaml',
    expect: { ...NOTHING_EXPECTED, values: { finally: 'success', 'attempts.max': 5, honoursRetryAfter: true } },
    planned: [],
    outages: [],
  },
  speed: 1,
  strict: false,
}
const facts = { evicted: 0, lateMs: 2, spoken: null, underWay: 0, declared: [], exitCode: null, lost: [] }

const heapMiB = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

const judge = openJudge(trial)
const held = []
let [judgedMs, count] = [0, 0]
let batch = []
/** Time of the processor: others may use the machine as well. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const work = () => {
  const from = cpuMs()
  for (const entry of batch) judge.add(entry)
  judgedMs += cpuMs() - from
  batch = []
}
for (const entry of journal()) {
  count += 1
  batch.push(entry)
  if (batch.length === 1000) work()
  if (count % (ENTRIES / 5) === 0) held.push(Math.round(heapMiB()))
}
work()
const from = cpuMs()
const verdict = judge.close(facts)
const closeMs = cpuMs() - from

console.log(`Node ${process.version}, ${ENTRIES} entries, ${verdict.counts.calls} calls: ${verdict.result}`)
console.log(
  `judged in ${((judgedMs + closeMs) / 1000).toFixed(2)} s of the processor, of which the end took ${Math.round(closeMs)} ms`,
)
console.log(`heap after each fifth, MiB: ${held.join(', ')}`)
