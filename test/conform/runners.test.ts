import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../helpers/cli.ts'
import { fetchingNode } from '../helpers/fetching-node.ts'
import { knownOf, resultsKnownOf, runnerOf, runners } from './known.ts'

/** Some of every kind; `npm run conform:known` runs all. */
const FEW =
  'refused-400,passing-503,seconds-on-429,reset-before-head,cut-by-reset,stream-error-event,stream-crlf-split,stream-cut-clean,key-on-every-attempt,connection-close'
/** What hangs on how fast the machine is: a client that never waits may seem to. */
const BY_LUCK: Readonly<Record<string, readonly string[]>> = { hasty: ['waits-differ', 'waits-grow'] }

const isWhole = process.env.CONFORM === 'all'

t.test('clients that are deliberately good and bad', async t => {
  const folder = t.testdir({})
  const judged = (name: string, out: string, only: string, ...flags: readonly string[]) =>
    run(['conform', '--only', only, ...flags, '--out', join(folder, out), '--', ...fetchingNode, runnerOf(name)])

  await t.test('the good client is right in every case, and each bad one fails where it is known to', async t => {
    t.same(
      [...resultsKnownOf('good').values()].filter(word => word !== 'OK' && word !== 'INFORMATIONAL'),
      [],
    )
    for (const name of runners) {
      const known = resultsKnownOf(name)
      const only = isWhole ? [...known.keys()].filter(id => !BY_LUCK[name]?.includes(id)).join(',') : FEW
      const flags = ['--jobs', '3', '--timeout', '15s', '--expected', knownOf(name)]
      const { code, stdout } = await judged(name, name, only, ...flags)
      t.equal(code, 0, `${name}: ${stdout.slice(stdout.indexOf('\nNot as '))}`)
    }
  })

  await t.test('the same run twice gives the same file, but for its times', async t => {
    const resultsIn = (out: string): string => {
      const { times, cases, ...same } = JSON.parse(readFileSync(join(folder, out, 'results.json'), 'utf8'))
      t.match(times.cases['seconds-on-429'], { durationMs: Number, waitsMs: [Number] })
      // the first run may have been of all cases
      const few = cases.filter(({ id }: { readonly id: string }) => FEW.split(',').includes(id))
      return JSON.stringify({ ...same, cases: few })
    }
    await judged('hasty', 'again', FEW, '--jobs', '4')
    t.equal(resultsIn('hasty'), resultsIn('again'))
  })
})
