import { realClock } from '../clock/clock.ts'
import type { Case, Suite } from '../conform/case.ts'
import { chosenCases } from '../conform/chosen-cases.ts'
import { differencesFrom, type Expected, expectedText } from '../conform/expected.ts'
import { html } from '../conform/report/html.ts'
import { junit } from '../conform/report/junit.ts'
import { paragraphs, table } from '../conform/report/table.ts'
import type { CaseRun } from '../conform/result.ts'
import { countsIn, type Results, summary } from '../conform/results.ts'
import { runCase } from '../conform/run-case.ts'
import { sideBySide } from '../drill/side-by-side.ts'
import { readArguments, type Said } from '../flags.ts'
import { shellWord } from '../shell-word.ts'
import { openLibrary } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { time } from '../verdict/words.ts'
import { version } from '../version.ts'
import { clientCommand } from './client-command.ts'
import { expectedIn, readyCase, resultsIn, suiteIn, writeExpected } from './conform-files.ts'
import { conformFlags } from './conform-flags.ts'
import { onStop } from './on-stop.ts'
import { openDrillServer } from './open-drill-server.ts'
import { OutputFolder } from './output-folder.ts'
import type { Surroundings } from './surroundings.ts'

type Flags = Said<typeof conformFlags>
type Command = readonly [file: string, ...args: string[]]

const EXAMPLE = 'groq-mock conform --jobs 4 -- node my-runner.js'
const TIMEOUT_MS = 60_000
const INTERRUPTED = 130

/** What was checked in, and where. */
interface CheckedIn {
  readonly file: string
  readonly results: Expected
}

const joined = (files: readonly string[], { out }: Flags, { complain }: Surroundings): number => {
  if (files.length === 0 || out === undefined)
    throw new UsageError(
      'conform --join takes files of results and a folder: groq-mock conform --join a.json b.json --out DIR.',
    )
  const all = files.map(resultsIn)
  const folder = new OutputFolder(out)
  folder.write('report.html', html(all))
  complain(`The page is ${folder.path}/report.html.`)
  return 0
}

/** Runs the chosen cases; null for those that were not run. */
const runAll = async (
  cases: readonly Case[],
  command: Command,
  said: Flags,
  { variables, complain }: Surroundings,
  interrupted: AbortSignal,
): Promise<readonly (CaseRun | null)[]> => {
  const library = openLibrary([])
  const ready = cases.map(one => readyCase(one, library))
  const server = await openDrillServer(library, {})
  let count = 0
  return sideBySide(ready, said.jobs ?? 1, interrupted, async (one, stopped) => {
    const run = await runCase(one, server, {
      command,
      environment: variables,
      timeoutMs: said.timeout ?? TIMEOUT_MS,
      clock: realClock,
      interrupted: stopped,
    })
    count += 1
    const { id, result } = run.result
    complain(
      `${String(count).padStart(String(ready.length).length)}/${ready.length}  ${id}  ${result}  ${time(run.times.durationMs)}`,
    )
    return run
  }).finally(() => server.close())
}

const exitCodeFor = (results: Results, runs: readonly CaseRun[], differences: readonly string[] | null): number => {
  if (differences !== null) return differences.length > 0 ? 1 : 0
  if (countsIn(results).FAILED > 0) return 1
  return runs.some(({ isBroken }) => isBroken) ? 3 : 0
}

/** The same command with `--accept`. */
const acceptCommand = (args: readonly string[]): string => {
  const at = args.indexOf('--')
  return ['groq-mock', 'conform', ...args.slice(0, at), '--accept', ...args.slice(at)].map(shellWord).join(' ')
}

/** Says what differs from what was checked in, or writes that anew; null where nothing is compared. */
const compared = (
  checkedIn: CheckedIn | null,
  { cases }: Results,
  suite: Suite,
  said: Flags,
  print: Surroundings['print'],
  again: string,
): readonly string[] | null => {
  if (checkedIn === null) return null
  const { file, results } = checkedIn
  if (said.accept) {
    const order = suite.cases.map(({ id }) => id)
    writeExpected(file, expectedText(order, results, cases))
    print(`\nThe results are accepted: ${file}.`)
    return []
  }
  const differences = differencesFrom(results, cases)
  if (differences.length === 0) print(`\nAll as ${file} expects.`)
  else print(`\nNot as ${file} expects:\n${differences.join('\n')}\n\nTo accept this:\n${again}`)
  return differences
}

const resultsFrom = (
  runs: readonly CaseRun[],
  subject: string,
  command: Command,
  times: Pick<Results['times'], 'startedAt' | 'durationMs'>,
): Results => ({
  format: 'groq-mock-conformance-results',
  version: 1,
  subject,
  command: command.map(shellWord).join(' '),
  groqMock: version,
  cases: runs.map(({ result }) => result),
  times: { ...times, cases: Object.fromEntries(runs.map(run => [run.result.id, run.times])) },
})

/** Prints what was found, and writes the reports. */
const tell = (results: Results, left: number, folder: OutputFolder | null, { print, complain }: Surroundings): void => {
  const found = paragraphs(results)
  const end = `${summary(results)}${left > 0 ? `, ${left} not run` : ''}, in ${time(results.times.durationMs)}`
  print([table(results), ...(found === '' ? [] : [found]), end].join('\n\n'))
  if (!folder) return
  folder.write('results.json', `${JSON.stringify(results, null, 2)}\n`)
  folder.write('report.html', html([results]))
  folder.write('junit.xml', junit(results))
  complain(`The reports are in ${folder.path}: results.json, report.html, junit.xml.`)
}

/** What the flags say of a run, where that makes sense together. Throws `UsageError`. */
const checkWords = (words: readonly string[], { accept, expected }: Flags): void => {
  if (words.length > 0)
    throw new UsageError(
      `conform takes flags before the two hyphens; seen ${JSON.stringify(words[0])}. Write ${EXAMPLE}.`,
    )
  if (accept && expected === undefined) throw new UsageError('--accept needs a file to write: --expected FILE.')
}

/** `groq-mock conform … -- RUNNER`: judges a client by the cases of the suite. */
export const conform = async (args: readonly string[], around: Surroundings): Promise<number> => {
  const { print, complain } = around
  const at = args.indexOf('--')
  const { said, words } = readArguments(at === -1 ? args : args.slice(0, at), conformFlags)
  if (said.join) return joined(words, said, around)
  const command = clientCommand(args, 'conform', 'runner', EXAMPLE)
  checkWords(words, said)
  const suite = suiteIn(said.cases)
  const chosen = chosenCases(suite.cases, said.only)
  const checkedIn =
    said.expected === undefined
      ? null
      : { file: said.expected, results: expectedIn(said.expected, suite, said.accept ?? false) }
  const folder = said.out === undefined ? null : new OutputFolder(said.out)
  const interrupted = new AbortController()
  onStop(signal => {
    if (interrupted.signal.aborted) process.exit(INTERRUPTED)
    complain(`${signal}: ending the runners; once more ends everything at once`)
    interrupted.abort()
  })

  const startedAt = new Date(realClock.now()).toISOString()
  const startedMs = realClock.monotonic()
  const runs = (await runAll(chosen, command, said, around, interrupted.signal)).filter(run => run !== null)
  const durationMs = Math.round(realClock.monotonic() - startedMs)
  const results = resultsFrom(runs, said.subject ?? command.at(-1) ?? '', command, { startedAt, durationMs })
  tell(results, chosen.length - runs.length, folder, around)
  if (interrupted.signal.aborted) return INTERRUPTED
  return exitCodeFor(results, runs, compared(checkedIn, results, suite, said, print, acceptCommand(args)))
}
