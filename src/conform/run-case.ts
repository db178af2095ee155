import { lostWith } from '../drill/exit.ts'
import { OutputTail } from '../drill/output-tail.ts'
import { repointed } from '../drill/repointed.ts'
import { type ClientEnd, type ClientOrder, runClient } from '../drill/run-client.ts'
import type { DrillServer } from '../drill/run-drill.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Case } from './case.ts'
import { type Judgement, judgeCase } from './judge-case.ts'
import { type Observation, observationOf, type SeenAttempt, waitsOf } from './observation.ts'
import { type Printed, printedLines } from './printed-lines.ts'
import { requestOf } from './request-of.ts'
import type { Behaviour, CaseRun } from './result.ts'
import { runnerFault } from './runner-fault.ts'

/** A case whose scenario is read. */
export interface ReadyCase {
  readonly spec: Case
  readonly scenario: Scenario
}

const PRINTED_BYTES = 256 * 1024
const LONGEST = 300

const shortened = (text: string | null): string | null =>
  text !== null && text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} letters)` : text

/** Who has read the end of a stream may leave before the server is done, or not: it was served all the same. */
const statusesOf = (attempts: readonly SeenAttempt[], isServed: boolean): Behaviour['statuses'] =>
  attempts.map(({ status, endedBy }, i) =>
    isServed && i === attempts.length - 1 && endedBy === 'client' ? 200 : status,
  )

const behaviourOf = ({ asked, calls, printed }: Observation, isCancelled: boolean): Behaviour => {
  const attempts = calls.flatMap(call => call.attempts)
  const [line] = printed
  const isOne = asked === 1
  return {
    statuses: isOne ? statusesOf(attempts, !isCancelled && line?.ok === true) : null,
    attempts: attempts.length,
    calls: asked,
    succeeded: printed.filter(({ ok }) => ok).length,
    reported:
      isOne && line
        ? {
            ok: line.ok,
            // of a stream that broke, more or less may have come
            text: line.ok ? shortened(line.text) : null,
            finish: line.finish,
            status: line.status,
            error: line.error,
          }
        : null,
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
  { unsupported }: Printed,
  seen: Observation,
  open: number,
): Judgement & { readonly isBroken: boolean } => {
  if (unsupported !== null)
    return { result: 'MISSING', why: [`the runner can't do this: ${unsupported}`], isBroken: false }
  const fault = runnerFault(spec, end, seen, open)
  return fault === null ? { ...judgeCase(spec, seen), isBroken: false } : { ...fault, isBroken: true }
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
  const open = server.underWay(target.session)
  const asked = { asked: request.bodies.length, idempotencyKey: request.idempotencyKey }
  const seen = observationOf(verdict, printed.lines, asked)
  const { result, why, isBroken } = judgementOf(spec, end, printed, seen, open)
  const { id, family, title, level, source } = spec
  const [first] = seen.calls
  return {
    result: {
      id,
      family,
      title,
      level,
      source,
      result,
      why,
      seen: seen.calls.length === 0 ? null : behaviourOf(seen, request.cancelAfterMs !== null),
    },
    times: {
      durationMs: Math.round(end.durationMs),
      findings: [...seen.findings].sort(),
      waitsMs:
        first && request.bodies.length === 1
          ? waitsOf(first).flatMap(wait => (wait === null ? [] : Math.round(wait)))
          : [],
    },
    isBroken,
  }
}
