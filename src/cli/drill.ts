import { realClock } from '../clock/clock.ts'
import { chosenScenarios } from '../drill/chosen-scenarios.ts'
import { type Drilled, type DrillResult, worstOf } from '../drill/drilled.ts'
import { reports } from '../drill/report/index.ts'
import { paragraphs, summary } from '../drill/report/paragraphs.ts'
import { table } from '../drill/report/table.ts'
import { runDrill } from '../drill/run-drill.ts'
import { durationFlag, factorFlag, listFlag, numberFlag, readArguments, switchFlag, textFlag } from '../flags.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { MAX_SPEED } from '../settings.ts'
import { shellWord } from '../shell-word.ts'
import { emptyFolders, openLibrary, scenarioFor } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { time } from '../verdict/words.ts'
import { version } from '../version.ts'
import { above0 } from './above-0.ts'
import { clientCommand } from './client-command.ts'
import { exitCodeOf } from './exit-code-of.ts'
import { inOneLine } from './in-one-line.ts'
import { onStop } from './on-stop.ts'
import { openDrillServer } from './open-drill-server.ts'
import { OutputFolder } from './output-folder.ts'
import type { Surroundings } from './surroundings.ts'

/** The flags of `drill`. */
export const drillFlags = {
  scenarios: textFlag('LIST', 'core, all, or names and files of scenarios with commas between them', 'core'),
  folder: listFlag('DIR', 'A folder of scenarios to add to the shipped ones; repeatable', ''),
  jobs: numberFlag('How many clients run at once', '1', 1, 64),
  speed: factorFlag('How fast session time runs', '1', MAX_SPEED),
  timeout: above0(durationFlag('When a client that still runs is ended', '90s')),
  seed: numberFlag("The seed, instead of the scenarios' own", "the scenarios'", 0, Number.MAX_SAFE_INTEGER),
  strict: switchFlag('Fail on a WARN too', 'off'),
  out: textFlag('DIR', 'Where report.html, report.json, report.md and junit.xml are written', 'nowhere'),
} as const

const EXAMPLE = 'groq-mock drill --scenarios rate-limited -- node my-client.js'
const TIMEOUT_MS = 90_000

const progressLine = ({ scenario, client, verdict }: Drilled, done: number, all: number): string =>
  `${String(done).padStart(String(all).length)}/${all}  ${scenario}  ${verdict.result}  ${time(Math.round(client.durationMs))}`

/** `groq-mock drill … -- COMMAND`: runs a client through scenarios, and says what its retry logic does. */
export const drill = async (args: readonly string[], { print, complain, variables }: Surroundings): Promise<number> => {
  const command = clientCommand(args, 'drill', 'client', EXAMPLE)
  const { said, words } = readArguments(args.slice(0, args.indexOf('--')), drillFlags)
  if (words.length > 0)
    throw new UsageError(
      `drill takes flags before the two hyphens; seen ${JSON.stringify(words[0])}. Write ${EXAMPLE}.`,
    )
  const library = inOneLine(() => openLibrary(said.folder ?? []))
  emptyFolders(said.folder ?? []).forEach(complain)
  const scenarios: readonly Scenario[] = chosenScenarios(said.scenarios ?? 'core', library.names()).map(word =>
    inOneLine(() => scenarioFor(library, word)),
  )
  const folder = said.out === undefined ? null : new OutputFolder(said.out)
  const server = await openDrillServer(library, said)
  const interrupted = new AbortController()
  onStop(signal => {
    if (interrupted.signal.aborted) process.exit(130)
    complain(`${signal}: ending the clients; once more ends everything at once`)
    interrupted.abort()
  })

  const startedAt = new Date(realClock.now()).toISOString()
  const startedMs = realClock.monotonic()
  let count = 0
  const done = await runDrill(server, {
    scenarios,
    command,
    environment: variables,
    timeoutMs: said.timeout ?? TIMEOUT_MS,
    jobs: said.jobs ?? 1,
    clock: realClock,
    interrupted: interrupted.signal,
    onDone: drilled => {
      count += 1
      complain(progressLine(drilled, count, scenarios.length))
    },
  }).finally(() => server.close())

  const result: DrillResult = {
    command: command.map(shellWord).join(' '),
    startedAt,
    durationMs: realClock.monotonic() - startedMs,
    version,
    drilled: done.filter(one => one !== null),
    undone: scenarios.filter((_, i) => done[i] === null).map(({ name }) => ({ scenario: name })),
  }
  const found = paragraphs(result)
  print([table(result), ...(found === '' ? [] : [found]), summary(result)].join('\n\n'))
  if (folder) {
    for (const [name, report] of reports) folder.write(name, report(result))
    complain(`The reports are in ${folder.path}: ${reports.map(([name]) => name).join(', ')}.`)
  }
  return interrupted.signal.aborted ? 130 : exitCodeOf(worstOf(result))
}
