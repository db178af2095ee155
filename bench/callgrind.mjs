// Instructions per request without the help of the processor: slow, but the same on a busy machine as on an idle one.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const CONTROL = 'callgrind_control'

/** Whether there is a callgrind. */
export const hasCallgrind = () => spawnSync('valgrind', ['--version'], { stdio: 'ignore' }).status === 0

/** What stands before `node` so that its instructions can be counted from some moment on. */
export const underCallgrind = out => [
  'valgrind',
  '-q',
  '--tool=callgrind',
  '--instr-atstart=no',
  '--smc-check=all-non-file',
  `--callgrind-out-file=${out}`,
]

/** Tells the callgrind that runs a process what to do. */
const control = (pid, ...args) => execFileSync(CONTROL, [...args, String(pid)], { stdio: 'ignore' })

/** The total of a dump, once it is written whole. */
const totalOf = async file => {
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(100)
    try {
      const [, total] = /^totals: (\d+)/m.exec(readFileSync(file, 'utf8')) ?? []
      if (total !== undefined) return Number(total)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  throw new Error('callgrind wrote no total')
}

/** The instructions that a process under callgrind executes while something is done; `dump` is the number of this count. */
export const instructionsUnder = async (pid, out, dump, work) => {
  control(pid, '-i', 'on')
  await work()
  control(pid, '-i', 'off')
  control(pid, '-d')
  const file = `${out}.${dump}`
  const total = await totalOf(file)
  rmSync(file)
  return total
}
