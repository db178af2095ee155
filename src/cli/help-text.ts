import { helpTable } from '../flags.ts'
import { serveFlags } from '../settings.ts'
import { checkFlags } from './check.ts'
import { drillFlags } from './drill.ts'
import { errorsFlags } from './errors.ts'
import { explainFlags } from './explain.ts'
import { simulateFlags } from './simulate.ts'
import { verdictFlags } from './verdict.ts'

/** What `groq-mock --help` prints. */
export const helpText = (): string => `groq-mock: a local mock of the Groq API that injects every documented error.

Usage
  groq-mock [serve] [flags]    serve the mock (the default command)
  groq-mock check FILES…       check scenario files or folders: exit code 0 clean, 1 a file has an error,
                               2 it can't be read, or a folder has no scenario in it
  groq-mock schema             print the JSON Schema of scenario files, for editors
  groq-mock simulate SCENARIO  what many requests would get, without a server
  groq-mock explain ENTRY-ID   why a running server answered as it did; the answer's header x-mock-entry has the id
  groq-mock drill [flags] -- COMMAND…
                               run a client through scenarios, and say what its retry logic does: exit code 0 PASS,
                               1 FAIL, 3 INCONCLUSIVE
  groq-mock verdict [flags]    what the journal of a running server says about the client: exit code 0 PASS,
                               1 FAIL, 3 INCONCLUSIVE
  groq-mock errors [flags]     print the catalogue of statuses and their variants
  groq-mock --help | --version

Flags of serve: a flag overrides its environment variable, and the variable overrides the default
${helpTable(serveFlags, true)}

Flags of check
${helpTable(checkFlags, false)}

Flags of simulate
${helpTable(simulateFlags, false)}

Flags of explain
${helpTable(explainFlags, true)}

Flags of drill
${helpTable(drillFlags, false)}

Flags of verdict: in the environment, several URLs or sessions stand with blanks between them
${helpTable(verdictFlags, true, ['scenario'])}

Flags of errors
${helpTable(errorsFlags, false)}

Choosing what a request gets
  base URL   http://127.0.0.1:4010/scenario/rate-limited/openai/v1 (groq-sdk: without /openai/v1)
  headers    x-mock-scenario, x-mock-session, x-mock-call; x-mock-status, x-mock-variant, x-mock-retry-after
`
