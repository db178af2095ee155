import { listFlag, numberFlag, readArguments, textFlag } from '../flags.ts'
import { emptyFolders, openLibrary, scenarioFor } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { readRequest, USUAL_REQUEST } from './simulated-request.ts'
import { simulated } from './simulation.ts'
import { simulationReport } from './simulation-report.ts'
import type { Surroundings } from './surroundings.ts'

/** The flags of `simulate`. */
export const simulateFlags = {
  requests: numberFlag('How many requests to simulate', '1000', 1, 1_000_000),
  concurrency: numberFlag('How many clients send them, each one request at a time', '1', 1, 10_000),
  request: textFlag('FILE', 'The request, as JSON with method, path, headers and body', 'a chat completion'),
  seed: numberFlag("The seed, instead of the scenario's", "the scenario's", 0, Number.MAX_SAFE_INTEGER),
  scenarios: listFlag('DIR', 'A folder of scenarios to add to the shipped ones; repeatable', ''),
} as const

/** `groq-mock simulate SCENARIO`: what each of many requests would get, without a server and in no time. */
export const simulate = (
  args: readonly string[],
  { print, complain }: Pick<Surroundings, 'print' | 'complain'>,
): number => {
  const { said, words } = readArguments(args, simulateFlags)
  const [word, ...more] = words
  if (word === undefined || more.length > 0)
    throw new UsageError('simulate takes one scenario, a name or a file: groq-mock simulate flaky --requests 1000.')
  const folders = said.scenarios ?? []
  const library = openLibrary(folders)
  emptyFolders(folders).forEach(complain)
  const scenario = scenarioFor(library, word)
  const simulation = simulated({
    scenario,
    seed: said.seed ?? null,
    requests: said.requests ?? 1000,
    clients: said.concurrency ?? 1,
    request: said.request === undefined ? USUAL_REQUEST : readRequest(said.request),
  })
  print(simulationReport(simulation))
  return 0
}
