import { join } from 'node:path'
import t from 'tap'
import { realClock } from '#src/clock/clock'
import { shellCode } from '#src/drill/exit'
import { type ClientEnd, runClient } from '#src/drill/run-client'
import { until } from '../helpers/until.ts'

const shell = (
  script: string,
  more: { readonly timeoutMs?: number; readonly interrupted?: AbortSignal } = {},
): Promise<ClientEnd> =>
  runClient({
    command: ['sh', '-c', script],
    environment: { PATH: process.env.PATH, WORD: 'seen' },
    timeoutMs: 60_000,
    clock: realClock,
    interrupted: new AbortController().signal,
    ...more,
  })

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

t.test('a client is run with its environment, and what it prints and exits with is kept', async t => {
  const end = await shell('echo $WORD; echo on stderr >&2; exit 7')
  t.match(end, { how: 'exited', exitCode: 7, signal: null, leftChildren: false })
  t.match(end.output, 'seen\n')
  t.match(end.output, 'on stderr\n')
  t.equal(shellCode(end), 7)
})

t.test('a client that a signal ended has the code that shells give it', async t => {
  const end = await shell('kill -ABRT $$')
  t.match(end, { how: 'exited', exitCode: null, signal: 'SIGABRT' })
  t.equal(shellCode(end), 134)
})

t.test('a client that hangs is ended, also one that does not want to', async t => {
  for (const script of ['sleep 600', "trap '' TERM; while :; do sleep 600; done"]) {
    const end = await shell(script, { timeoutMs: 200 })
    t.equal(end.how, 'timed out', script)
    t.equal(shellCode(end), 'none', 'it said nothing of itself')
  }
})

t.test('what a client leaves running is ended, and said', async t => {
  const end = await shell('sleep 600 & echo $!; exit 0')
  t.match(end, { how: 'exited', exitCode: 0, leftChildren: true })
  await until(() => !isAlive(Number(end.output)))
})

t.test('nobody waits for a process that left the group of the client and holds its output', async t => {
  const end = await shell('setsid sleep 600 & sleep 0.1; echo $!; exit 0')
  t.equal(end.how, 'exited')
  process.kill(Number(end.output), 'SIGKILL')
})

t.test('only the end of a long output is kept, from a whole line on', async t => {
  const { output } = await shell('i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i+1)); done')
  t.match(output, /^line \d+\n/)
  t.match(output, /line 19999\n$/)
  t.ok(output.length <= 16 * 1024)
})

t.test('a client is ended with the drill', async t => {
  const interrupted = new AbortController()
  const running = shell('sleep 600', { interrupted: interrupted.signal })
  interrupted.abort()
  t.equal((await running).how, 'interrupted')
})

t.test('a command that can’t be started says why', async t => {
  const order = {
    environment: process.env,
    timeoutMs: 1000,
    clock: realClock,
    interrupted: new AbortController().signal,
  }
  await t.rejects(runClient({ ...order, command: ['no-such-command'] }), {
    message: 'The command "no-such-command" can\'t be started: there is no such command; check its spelling and PATH.',
  })
  const text = join(t.testdir({ 'client.sh': 'exit 0' }), 'client.sh')
  await t.rejects(runClient({ ...order, command: [text] }), { message: /may not be run/ })
})
