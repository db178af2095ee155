import { lostWith } from '../drill/exit.ts'
import { OutputTail } from '../drill/output-tail.ts'
import { repointed } from '../drill/repointed.ts'
import { type ClientEnd, type ClientOrder, runClient } from '../drill/run-client.ts'
import type { DrillServer } from '../drill/run-drill.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Case } from './case.ts'
import { type Judgement, judgeCase } from './judge-case.ts'
import { type Observation, observationOf, waitsOf } from './observation.ts'
import { type Printed, printedLines } from './printed-lines.ts'
import { requestOf } from './request-of.ts'
import type { Behaviour, CaseRun } from './result.ts'

/** A case whose scenario is read. */
export interface ReadyCase {
  readonly spec: Case
  readonly scenario: Scenario
}

const PRINTED_BYTES = 256 * 1024
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

const missing = (why: string): Judgement => ({ result: 'MISSING', why: [why] })
const failed = (why: string): Judgement => ({ result: 'FAILED', why: [why] })

/** What the runner itself did wrong, so that there is nothing to judge; null for nothing. */
const brokenBy = ({ patienceMs }: Case, end: ClientEnd, printed: Printed, seen: Observation): Judgement | null => {
  const { length } = printed.lines
  if (seen.calls.length === 0)
    return missing(
      length > 0
        ? 'the runner printed results, and no request came to the mock; does it take its base URL from GROQ_BASE_URL or OPENAI_BASE_URL?'
        : `the runner ${howItEnded(end)} before it asked anything${lastWords(end)}`,
    )
  if (end.how === 'timed out' && patienceMs !== undefined) return null
  if (end.how !== 'exited' || end.signal !== null) return failed(`the runner ${howItEnded(end)}`)
  if (length < seen.asked)
    return failed(
      `the runner printed ${length === 0 ? 'no line' : `${length} lines`} for ${seen.asked === 1 ? 'its call' : `${seen.asked} calls`} and ${howItEnded(end)}${lastWords(end)}`,
    )
  return end.leftChildren ? failed('the runner left processes running when it exited; they were ended') : null
}

const behaviourOf = ({ asked, calls, printed, findings }: Observation): Behaviour => {
  const attempts = calls.flatMap(call => call.attempts)
  const [line] = printed
  const isOne = asked === 1
  return {
    statuses: isOne ? attempts.map(({ status }) => status) : null,
    attempts: attempts.length,
    calls: asked,
    succeeded: printed.filter(({ ok }) => ok).length,
    reported:
      isOne && line
        ? {
            ok: line.ok,
            // of a stream that broke, more or less may have come
            text: line.ok ? line.text : null,
            finish: line.finish,
            status: line.status,
            error: line.error,
          }
        : null,
    findings: [...findings].sort(),
  }
}

/** What the runner declares, so that the verdict knows whether a broken answer was noticed. */
const declaredBy = (end: ClientEnd, { lines }: Printed): number | 'none' => {
  if (end.how !== 'exited' || lines.length === 0) return 'none'
  return lines.every(({ ok }) => ok) ? 0 : 1
}

const judgementOf = (
  spec: Case,
  end: ClientEnd,
  printed: Printed,
  seen: Observation,
): Judgement & { broken: boolean } => {
  if (printed.unsupported !== null)
    return { ...missing(`the runner can't do this: ${printed.unsupported}`), broken: false }
  const broken = brokenBy(spec, end, printed, seen)
  return broken === null ? { ...judgeCase(spec, seen), broken: false } : { ...broken, broken: true }
}

/** Runs the runner once, in one case. Rejects with `UsageError` where it can't be started. */
export const runCase = async (
  { spec, scenario }: ReadyCase,
  server: DrillServer,
  order: Omit<ClientOrder, 'onPrinted'>,
): Promise<CaseRun> => {
  const request = requestOf(spec.request)
  const target = server.open(scenario)
  const stdout = new OutputTail(PRINTED_BYTES)
  const end = await runClient({
    ...order,
    timeoutMs: Math.min(order.timeoutMs, spec.patienceMs ?? order.timeoutMs),
    environment: {
      ...repointed(order.environment, target),
      GROQ_MOCK_CASE: spec.id,
      GROQ_MOCK_REQUEST: JSON.stringify(request),
    },
    onPrinted: chunk => stdout.add(chunk),
  })
  const printed = printedLines(stdout.text())
  const verdict = await server.judge(target.session, declaredBy(end, printed), lostWith(end))
  const asked = { asked: request.bodies.length, idempotencyKey: request.idempotencyKey }
  const seen = observationOf(verdict, printed.lines, asked)
  const { result, why, broken } = judgementOf(spec, end, printed, seen)
  const { id, family, title, level } = spec
  const [first] = seen.calls
  return {
    result: { id, family, title, level, result, why, seen: seen.calls.length === 0 ? null : behaviourOf(seen) },
    times: {
      durationMs: Math.round(end.durationMs),
      waitsMs:
        first && request.bodies.length === 1
          ? waitsOf(first).flatMap(wait => (wait === null ? [] : Math.round(wait)))
          : [],
    },
    isBroken: broken,
  }
}
