import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { BLOCK, hashOf, type Recorded, Recording } from './recording.ts'

type Hashes = Readonly<Record<keyof Recorded, string>>

/**
 * `PRINT_RECORDED=1 npm test -- test/recorded/recorded-run.test.ts` prints the hashes of all blocks anew. That is right only where
 * an answer, a sentence or an entry is meant to be another one, and the change says so; never for code that is only to be faster.
 * `KEEP_RECORDED=FOLDER` keeps what is recorded, a file a block, so that those of two commits can be compared.
 */
const file = new URL('hashes.json', import.meta.url)
const known: readonly Hashes[] = JSON.parse(readFileSync(file, 'utf8'))
const { TEST_NIGHTLY, PRINT_RECORDED, KEEP_RECORDED } = process.env
const ALL = 40
const SOME = 4
const blocks = TEST_NIGHTLY === '1' || PRINT_RECORDED ? ALL : SOME

const hashesOf = (recorded: Recorded): Hashes => ({
  wire: hashOf(recorded.wire),
  entries: hashOf(recorded.entries),
  explanations: hashOf(recorded.explanations),
  log: hashOf(recorded.log),
  asked: hashOf(recorded.asked),
})

t.test(
  'thousands of mixed exchanges are answered, journaled, explained and judged as when they were recorded',
  async t => {
    const { random } = Math
    t.teardown(() => {
      Math.random = random
    })
    const recording = await Recording.begin(t)
    const seen: Hashes[] = []
    for (let i = 0; i < blocks; i += 1) {
      const recorded = await recording.block()
      seen.push(hashesOf(recorded))
      if (KEEP_RECORDED) writeFileSync(`${KEEP_RECORDED}/${i}.json`, JSON.stringify(recorded, null, 1))
      t.equal(recorded.wire.length, BLOCK)
      if (!PRINT_RECORDED) t.same(seen.at(-1), known[i], `exchanges ${i * BLOCK + 1} to ${(i + 1) * BLOCK}`)
    }
    if (PRINT_RECORDED) writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`)
  },
)
