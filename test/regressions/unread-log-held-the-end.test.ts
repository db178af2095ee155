// Wrong until "Write the log without waiting for anybody" (2026-11-26): where nobody read the standard output, SIGTERM was waited for without end.
import { once } from 'node:events'
import t from 'tap'
import { spawnNode } from '../helpers/children.ts'
import { main, root } from '../helpers/cli.ts'
import { freePort } from '../helpers/free-port.ts'
import { inTime, until } from '../helpers/until.ts'

interface Told {
  readonly log?: { readonly trouble: string | null }
}

/** More than a pipe holds. */
const MANY = 60
const LONG = 'x'.repeat(10_000)

for (const [what, reader, trouble] of [
  ['nobody reads', 'stays', /^nobody takes what is written$/],
  ['the reader is gone', 'goes', /^EPIPE: /],
] as const)
  t.test(`where ${what} it serves, says so once, and ends on SIGTERM with 0`, async t => {
    const port = String(await freePort())
    const child = spawnNode([main, '--port', port], root)
    const ended = once(child, 'exit')
    t.teardown(async () => {
      child.kill('SIGKILL')
      await ended
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', text => {
      said += text
    })
    const ask = (path: string): Promise<Told | null> =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        answer => answer.json() as Promise<Told>,
        () => null,
      )
    await until(() => ask('/__mock/ready'))
    if (reader === 'goes') child.stdout.destroy()
    for (let i = 0; i < MANY; i += 1) t.match(await ask(`/openai/v1/models?${i}=${LONG}`), { object: 'list' })
    const seen = await until(
      () => ask('/__mock/ready'),
      ready => typeof ready?.log?.trouble === 'string',
    )
    t.match(seen?.log?.trouble, trouble)
    child.kill('SIGTERM')
    t.same(await inTime(ended), [0, null])
    t.equal(said.match(/the log can't be written/g)?.length, 1)
  })
