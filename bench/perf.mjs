import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const EVENT = 'instructions:u'

/** What `perf stat -x,` has counted; null where it could count nothing. */
const counted = report => {
  const count = report
    .split('\n')
    .map(line => Number.parseInt(line, 10))
    .find(Number.isSafeInteger)
  return count ?? null
}

/** Whether `perf stat` can count the instructions of user code on this machine. */
export const perfCounts = () => {
  const { stderr } = spawnSync('perf', ['stat', '-x,', '-e', EVENT, process.execPath, '--version'], {
    encoding: 'utf8',
  })
  return counted(stderr ?? '') !== null
}

/** The instructions that a process executes while something is done. */
export const instructionsDuring = async (pid, work) => {
  const perf = spawn('perf', ['stat', '-x,', '-e', EVENT, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
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
