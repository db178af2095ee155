import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { spawnNode } from '../helpers/children.ts'
import { root } from '../helpers/cli.ts'

// a program takes a few seconds, and on a busy machine many
const LONGEST_MS = 120_000

/** What a program prints as JSON; it has to end by itself. */
const printedBy = async (t: Test, name: string, ...args: readonly string[]): Promise<unknown> => {
  const child = spawnNode([fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url)), ...args], root)
  const ended = once(child, 'close')
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', part => {
    out += part
  })
  child.stderr.setEncoding('utf8').on('data', part => {
    err += part
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
  const [code] = await ended
  clearTimeout(timer)
  t.equal(code, 0, err)
  return JSON.parse(out)
}

t.test('fake timers and a fake date stop nothing', async t => {
  for (const faker of ['sinon', 'node'])
    t.same(
      await printedBy(t, 'fake-timers', faker),
      { statuses: [503, 503, 503, 503, 503, 503, true, 200, 429], standsStill: true, isReal: true, entries: 8 },
      faker,
    )
})

t.test('a mock that nobody closed lets its process end, unless it is told to hold it', async t => {
  t.same(await printedBy(t, 'never-closed'), [])
  t.match(await printedBy(t, 'never-closed', 'held'), ['TCPServerWrap'])
})
