import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../helpers/cli.ts'
import { knownOf, resultsKnownOf, runnerOf, runners } from './known.ts'

/** Some of every kind; `npm run conform:known` runs all. */
const FEW =
  'refused-400,passing-503,seconds-on-429,reset-before-head,cut-by-reset,stream-error-event,stream-crlf-split,stream-cut-clean,key-on-every-attempt,connection-close'
/** What hangs on how fast the machine is: a client that never waits may seem to. */
const BY_LUCK: Readonly<Record<string, readonly string[]>> = { hasty: ['waits-differ', 'waits-grow'] }

const isWhole = process.env.CONFORM === 'all'

t.test('the good client is right in every case, and each bad one fails where it is known to', async t => {
  t.same(
    [...resultsKnownOf('good').values()].filter(word => word !== 'OK' && word !== 'INFORMATIONAL'),
    [],
  )
  for (const name of runners) {
    const known = resultsKnownOf(name)
    const only = isWhole ? [...known.keys()].filter(id => !BY_LUCK[name]?.includes(id)).join(',') : FEW
    const args = ['conform', '--only', only, '--jobs', '3', '--timeout', '15s', '--expected', knownOf(name)]
    const { code, stdout } = await run([...args, '--', process.execPath, runnerOf(name)])
    t.equal(code, 0, `${name}: ${stdout.slice(stdout.indexOf('\nNot as '))}`)
  }
})

t.test('the same run twice gives the same file, but for its times', async t => {
  const folder = t.testdir({})
  const once = async (name: string) => {
    const out = join(folder, name)
    const args = ['conform', '--only', FEW, '--jobs', '4', '--out', out]
    await run([...args, '--', process.execPath, runnerOf('hasty')])
    const { times, ...same } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
    t.match(times.cases['seconds-on-429'], { durationMs: Number, waitsMs: [Number] })
    return JSON.stringify(same)
  }
  t.equal(await once('a'), await once('b'))
})
