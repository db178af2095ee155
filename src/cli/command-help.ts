import { type Flags, helpTable } from '../flags.ts'
import { serveFlags } from '../settings.ts'
import { checkFlags } from './check.ts'
import { conformFlags } from './conform-flags.ts'
import { drillFlags } from './drill.ts'
import { errorsFlags } from './errors.ts'
import { explainFlags } from './explain.ts'
import { simulateFlags } from './simulate.ts'
import { verdictFlags } from './verdict.ts'
import { verifyFlags } from './verify.ts'

/** What `--help` says of a command. */
export interface CommandHelp {
  /** Behind `groq-mock`: `check FILES…`. */
  readonly usage: string
  /** One line a text. */
  readonly about: readonly string[]
  readonly flags: Flags
  /** Whether its flags have variables in the environment too, what is said of them, and those that have none. */
  readonly variables?: { readonly note?: string; readonly without?: readonly string[] }
  /** Command lines to begin with. */
  readonly examples: readonly string[]
}

/** Every command, in the order of `--help`. */
export const commandHelp = {
  serve: {
    usage: '[serve] [flags]',
    about: ['serve the mock (the default command)'],
    flags: serveFlags,
    variables: { note: 'a flag overrides its environment variable, and the variable overrides the default' },
    examples: ['groq-mock --scenario rate-limited', 'groq-mock serve --port 0 --scenarios ./scenarios --seed 7'],
  },
  check: {
    usage: 'check FILES…',
    about: [
      'check scenario files or folders: exit code 0 clean, 1 a file has an error,',
      "2 it can't be read, or a folder has no scenario in it",
    ],
    flags: checkFlags,
    examples: ['groq-mock check scenarios', 'groq-mock check --strict my.yaml'],
  },
  schema: {
    usage: 'schema',
    about: ['print the JSON Schema of scenario files, for editors'],
    flags: {},
    examples: ['groq-mock schema > scenario.schema.json'],
  },
  simulate: {
    usage: 'simulate SCENARIO',
    about: ['what many requests would get, without a server'],
    flags: simulateFlags,
    examples: ['groq-mock simulate flaky', 'groq-mock simulate my.yaml --requests 5000 --concurrency 10'],
  },
  explain: {
    usage: 'explain ENTRY-ID',
    about: ["why a running server answered as it did; the answer's header x-mock-entry has the id"],
    flags: explainFlags,
    variables: {},
    examples: ['groq-mock explain req_01jx4m2n8q'],
  },
  verify: {
    usage: 'verify ORDER|@FILE',
    about: [
      'whether a running server saw what should have happened: exit code 0 it holds,',
      '1 it does not, with what was seen; ORDER is what POST …/verify takes',
    ],
    flags: verifyFlags,
    variables: {},
    examples: [
      "groq-mock verify '{ match: { status: 429 }, count: 2 }'",
      `groq-mock verify '{ sequence: [{ status: 429 }, { status: 200, waited: ">=1s" }], within: 5s }'`,
    ],
  },
  drill: {
    usage: 'drill [flags] -- COMMAND…',
    about: [
      'run a client through scenarios, and say what its retry logic does: exit code 0 PASS,',
      '1 FAIL, 3 INCONCLUSIVE',
    ],
    flags: drillFlags,
    examples: ['groq-mock drill --scenarios rate-limited -- node my-client.js'],
  },
  conform: {
    usage: 'conform [flags] -- RUNNER…',
    about: [
      'judge an SDK or a gateway by a suite of cases, one run of RUNNER a case: exit code 0 none',
      'failed, 1 one FAILED or is not as expected, 3 a runner that did not do its part',
    ],
    flags: conformFlags,
    examples: [
      'groq-mock conform --jobs 4 --out report -- node my-runner.js',
      'groq-mock conform --only retry-after --expected expected.json -- python my_runner.py',
      'groq-mock conform --join a/results.json b/results.json --out both',
    ],
  },
  verdict: {
    usage: 'verdict [flags]',
    about: ['what the journal of a running server says about the client: exit code 0 PASS,', '1 FAIL, 3 INCONCLUSIVE'],
    flags: verdictFlags,
    variables: {
      note: 'in the environment, several URLs or sessions stand with blanks between them',
      without: ['scenario'],
    },
    examples: ['groq-mock verdict --url http://localhost:4010', 'groq-mock verdict --journal journal.ndjson'],
  },
  errors: {
    usage: 'errors [STATUS] [flags]',
    about: ['print the catalogue of statuses and their variants, or all about one status'],
    flags: errorsFlags,
    examples: ['groq-mock errors', 'groq-mock errors 429'],
  },
  completion: {
    usage: 'completion bash|zsh|fish',
    about: ['print what makes a shell complete commands, flags, scenarios and statuses'],
    flags: {},
    examples: ['source <(groq-mock completion bash)', 'groq-mock completion fish | source'],
  },
} as const satisfies Readonly<Record<string, CommandHelp>>

/** The table of a command's flags, under its heading; empty where it has none. */
export const flagsOf = (name: string, { flags, variables }: CommandHelp): string => {
  if (Object.keys(flags).length === 0) return ''
  const note = variables?.note === undefined ? '' : `: ${variables.note}`
  return `Flags of ${name}${note}\n${helpTable(flags, variables !== undefined, variables?.without)}\n`
}
