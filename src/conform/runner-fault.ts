import type { ClientEnd } from '../drill/run-client.ts'
import type { Case } from './case.ts'
import { unmetIn } from './criteria/index.ts'
import type { Judgement } from './judge-case.ts'
import type { Observation } from './observation.ts'

const SHOWN = 160

/** The last thing that it printed, where that may say why. */
const lastWords = ({ output }: ClientEnd): string => {
  const last = output.trimEnd().split('\n').at(-1)?.trim() ?? ''
  return last === '' ? '' : `: ${last.slice(0, SHOWN)}`
}

const howItEnded = (end: ClientEnd): string => {
  if (end.how === 'timed out') return 'was still running at --timeout and was ended'
  if (end.how === 'interrupted') return 'was ended with the run'
  return end.signal === null ? `ended with exit code ${end.exitCode}` : `was ended by ${end.signal}`
}

const nothingAsked = (end: ClientEnd, { printed }: Observation): string =>
  printed.length > 0
    ? 'the runner printed results, and no request came to the mock; does it take its base URL from GROQ_BASE_URL or OPENAI_BASE_URL?'
    : `the runner ${howItEnded(end)} before it asked anything${lastWords(end)}`

/** What is missing of a runner that ended by itself; null for nothing. */
const leftOut = (end: ClientEnd, { printed, asked }: Observation): string | null => {
  const { length } = printed
  if (length < asked) {
    const [lines, calls] = [length === 0 ? 'no line' : `${length} lines`, asked === 1 ? 'its call' : `${asked} calls`]
    return `the runner printed ${lines} for ${calls} and ${howItEnded(end)}${lastWords(end)}`
  }
  return end.leftChildren ? 'the runner left processes running when it exited; they were ended' : null
}

/** What nobody can judge fails, but of a case that judges nobody. */
const unjudged = ({ level }: Case): Judgement['result'] => (level === 'INFO' ? 'INFORMATIONAL' : 'FAILED')

/** A gateway, or a process of the client that is not the runner's, may hold on to a request that nobody waits for. */
const stillOpen = (open: number): string =>
  `${open === 1 ? 'a request was' : `${open} requests were`} still open a second after the runner had exited`

/** What the runner did wrong, so that what it printed can't be judged; null for nothing. `open` is how many requests are not over. */
export const runnerFault = (spec: Case, end: ClientEnd, seen: Observation, open: number): Judgement | null => {
  if (open > 0 && end.how === 'exited') return { result: unjudged(spec), why: [stillOpen(open)] }
  if (seen.calls.length === 0) return { result: 'MISSING', why: [nothingAsked(end, seen)] }
  if (end.how === 'timed out' && spec.patienceMs !== undefined) return null
  if (end.how === 'timed out') {
    // what it did until then is evidence all the same, and of a case that judges nobody all there is
    return { result: unjudged(spec), why: [`the runner ${howItEnded(end)}`, ...unmetIn(spec.ok, seen)] }
  }
  const isCut = end.how !== 'exited' || end.signal !== null
  const why = isCut ? `the runner ${howItEnded(end)}` : leftOut(end, seen)
  return why === null ? null : { result: 'FAILED', why: [why] }
}
