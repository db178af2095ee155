// Wrong until "Write the log without waiting for anybody" (2026-11-26): a full disk under the log froze the process, which held its port then and ended on no signal.
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import t from 'tap'
import { spawnNodeOnto } from '../helpers/children.ts'
import { main, root } from '../helpers/cli.ts'
import { freePort } from '../helpers/free-port.ts'
import { inTime, until } from '../helpers/until.ts'

interface Told {
  readonly log?: { readonly trouble: string | null }
}

for (const format of ['json', 'text'])
  t.test(`with a ${format} log on a full disk it serves, says so once, and ends on SIGTERM with 0`, async t => {
    const port = String(await freePort())
    const full = openSync('/dev/full', 'w')
    const child = spawnNodeOnto(full, [main, '--port', port, '--log-format', format], root)
    closeSync(full)
    const ended = once(child, 'close')
    t.teardown(async () => {
      child.kill('SIGKILL')
      await ended
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', text => {
      said += text
    })
    const ask = (path: string): Promise<Told | null> =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        answer => answer.json() as Promise<Told>,
        () => null,
      )
    const seen = await until(
      () => ask('/__mock/ready'),
      ready => typeof ready?.log?.trouble === 'string',
    )
    t.match(seen?.log?.trouble, /^ENOSPC: /)
    t.match(await ask('/openai/v1/models'), { object: 'list' })
    child.kill('SIGTERM')
    t.same(await inTime(ended), [0, null])
    t.equal(said.match(/the log can't be written: ENOSPC/g)?.length, 1)
    t.match(said, /\d+ lines of the log were lost \(ENOSPC/)
  })
