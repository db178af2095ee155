// Instructions per request without the help of the processor: slow, but the same on a busy machine as on an idle one.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const CONTROL = 'callgrind_control'

/** Whether there is a callgrind. */
export const hasCallgrind = () => spawnSync('valgrind', ['--version'], { stdio: 'ignore' }).status === 0

/**
 * What is left out: the optimizing compiler. It works whenever a function has run often enough or its optimized code no longer fits,
 * and took 269 of the 782 thousand instructions of a request in a batch of 600, after 11 000 requests.
 */
const LEFT_OUT = ['v8::internal::Runtime_CompileOptimized(*)', 'v8::internal::Runtime_CompileOptimizedOSR(*)']

/** What stands before `node` so that its instructions can be counted from some moment on. */
export const underCallgrind = out => [
  'valgrind',
  '-q',
  '--tool=callgrind',
  '--instr-atstart=no',
  '--smc-check=all-non-file',
  ...LEFT_OUT.map(name => `--toggle-collect=${name}`),
  '--collect-atstart=yes',
  `--callgrind-out-file=${out}`,
]

/** Tells the callgrind that runs a process what to do. */
const control = (pid, ...args) => execFileSync(CONTROL, [...args, String(pid)], { stdio: 'ignore' })

/** Throws where the functions of Node have no names in a dump: then nothing could be left out. */
const checkedTotal = (total, dump) => {
  if (dump.includes('v8::internal::')) return total
  throw new Error(
    `${process.execPath} has no symbols, as the builds of nodejs.org have them: its compiler can not be left out`,
  )
}

/** The total of a dump, once it is written whole. */
const totalOf = async file => {
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(100)
    try {
      const dump = readFileSync(file, 'utf8')
      const [, total] = /^totals: (\d+)/m.exec(dump) ?? []
      if (total !== undefined) return checkedTotal(Number(total), dump)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  throw new Error('callgrind wrote no total')
}

/**
 * The instructions that a process under callgrind executes while something is done; `dump` is the number of this count. From the
 * first on it goes on counting: to begin anew, callgrind would translate all code once more, and each dump starts from zero.
 */
export const instructionsUnder = async (pid, out, dump, work) => {
  if (dump === 1) control(pid, '-i', 'on')
  await work()
  control(pid, '-d')
  const file = `${out}.${dump}`
  const total = await totalOf(file)
  rmSync(file)
  return total
}
