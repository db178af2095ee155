import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beside } from './beside.mjs'
import { ownFolder, runtimeVersion, versionsOf } from './install.mjs'

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** What a row of the matrix is: all of a result but what stands in the suite, and a text that is as it should be. */
const rowOf = ({ id, result, why, seen }, times) => ({
  id,
  result,
  why,
  seen: seen?.reported && result === 'OK' ? { ...seen, reported: { ...seen.reported, text: null } } : seen,
  waitsMs: times.cases[id]?.waitsMs ?? [],
  findings: times.cases[id]?.findings ?? [],
})

const argumentsFor = ({ name }, { jobs, only }) => {
  const out = join(ownFolder, 'results', name)
  mkdirSync(out, { recursive: true })
  const chosen = only === undefined ? [] : ['--only', only]
  return { out, args: ['conform', '--jobs', jobs, '--subject', name, '--out', out, ...chosen, '--'] }
}

/** Runs `groq-mock conform` to its end; what it says on the way comes with the client's name before it. */
const ran = (name, args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'pipe'], env })
    child.stderr.on('data', chunk => process.stderr.write(String(chunk).replaceAll(/^(?=.)/gm, `${name}  `)))
    // it ends its runners itself
    const end = () => child.kill()
    process.once('exit', end)
    child.once('error', reject)
    child.once('exit', code => {
      process.off('exit', end)
      if (code === null || code === 2) reject(new Error(`conform ended with ${code} for ${name}`))
      else resolve()
    })
  })

/** Runs a client through the suite: its part of the matrix, with the rows of the cases that were run. */
export const measure = async (subject, how) => {
  const { out, args } = argumentsFor(subject, how)
  const { command, environment, stop } = await beside(subject)
  try {
    await ran(subject.name, [...args, ...command], {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      ...environment,
    })
  } finally {
    await stop()
  }
  const { cases, times } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
  return {
    name: subject.name,
    skipped: null,
    runtime: runtimeVersion(subject),
    versions: versionsOf(subject),
    date: times.startedAt.slice(0, 10),
    seconds: Math.round(times.durationMs / 1000),
    rows: cases.map(one => rowOf(one, times)),
  }
}
