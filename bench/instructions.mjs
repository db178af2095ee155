import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const PERF = 'perf'

/** What `perf stat -x,` has counted, over all events that it could count; null where it could count none. */
const counted = report => {
  const counts = report
    .split('\n')
    .map(line => Number.parseInt(line, 10))
    .filter(Number.isSafeInteger)
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0)
}

/** The events, of user and of kernel instructions, that `perf stat` can count on this machine. */
export const countable = ['instructions:u', 'instructions:k'].filter(event => {
  const { stderr } = spawnSync(PERF, ['stat', '-x,', '-e', event, process.execPath, '--version'], {
    encoding: 'utf8',
  })
  return counted(stderr ?? '') !== null
})

/** The instructions that a process executes while something is done. */
export const instructionsDuring = async (pid, work) => {
  const perf = spawn(PERF, ['stat', '-x,', '-e', countable.join(), '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let report = ''
  perf.stderr.on('data', text => {
    report += text
  })
  await sleep(300)
  await work()
  perf.kill('SIGINT')
  await once(perf, 'close')
  return counted(report)
}
