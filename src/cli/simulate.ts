import { choiceFlag, listFlag, numberFlag, readArguments, switchFlag, textFlag } from '../flags.ts'
import { emptyFolders, openLibrary, scenarioFor } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { adjustedRequest, askedTiers } from './adjusted-request.ts'
import { readRequest, type SimulatedRequest, USUAL_REQUEST } from './simulated-request.ts'
import { simulated } from './simulation.ts'
import { simulationReport } from './simulation-report.ts'
import type { Surroundings } from './surroundings.ts'

/** The flags of `simulate`. */
export const simulateFlags = {
  requests: numberFlag('How many requests to simulate, those that are sent again not counted', '1000', 1, 1_000_000),
  concurrency: numberFlag('How many clients send them, each one request at a time', '1', 1, 10_000),
  retries: numberFlag('How often each is sent again, as groq-sdk does: what it waits is session time', '0', 0, 100),
  request: textFlag(
    'FILE',
    'The request: method, path, query, headers, body; JSON or YAML, up to 32 MiB',
    'a chat completion',
  ),
  model: textFlag('ID', 'The model that the request asks for', "the request's"),
  stream: switchFlag('Whether it asks for a stream', "the request's"),
  tier: choiceFlag(askedTiers, 'The service tier that it asks for', "the request's"),
  key: textFlag('KEY', 'The API key that it carries', "the request's"),
  seed: numberFlag("The seed, instead of the scenario's", "the scenario's", 0, Number.MAX_SAFE_INTEGER),
  scenarios: listFlag('DIR', 'A folder of scenarios to add to the shipped ones; repeatable', ''),
} as const

/** Headers by which a request names the call that it belongs to. */
const NAMING = ['x-mock-call', 'idempotency-key'] as const

/** A request that says which call it is of makes one call of all. */
const checkUnnamed = ({ headers }: SimulatedRequest): void => {
  const naming = NAMING.find(name => Object.hasOwn(headers, name) && headers[name] !== null)
  if (naming !== undefined)
    throw new UsageError(
      `--retries does not go with a request that has ${naming}: all would be one call. Take it out of the request.`,
    )
}

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
  const retries = said.retries ?? 0
  const request = adjustedRequest(said.request === undefined ? USUAL_REQUEST : readRequest(said.request), said)
  if (retries > 0) checkUnnamed(request)
  const simulation = simulated({
    scenario,
    seed: said.seed ?? null,
    requests: said.requests ?? 1000,
    clients: said.concurrency ?? 1,
    request,
    retries,
  })
  print(simulationReport(simulation))
  return 0
}
