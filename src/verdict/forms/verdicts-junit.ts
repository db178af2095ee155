import type { Expectation, Finding, Verdict } from '../verdict.ts'
import { allPartsOf, lineOf } from './finding-parts.ts'
import { type JunitCase, junitXml } from './junit-xml.ts'

const ofFinding =
  (strict: boolean) =>
  (finding: Finding): JunitCase => {
    const { id, severity, sentence, allowed, doubt } = finding
    const text = allPartsOf(finding).map(lineOf).join('\n')
    const isJudged = !allowed && (severity === 'FAIL' || (strict && severity === 'WARN'))
    if (!isJudged) return { name: `${severity} ${id}`, problem: null, out: text }
    const kind = doubt === null ? 'failure' : 'error'
    const message = doubt === null ? sentence : `${sentence} But ${doubt}.`
    return {
      name: `${severity} ${id}`,
      problem: { kind, type: doubt === null ? id : 'INCONCLUSIVE', message, text },
      out: '',
    }
  }

/** What is not judged is skipped; the case of the whole says that the verdict is no PASS. */
const ofExpectation = ({ says, place, met, seen, sentence, evidence }: Expectation): JunitCase => {
  const name = `expect ${says}`
  if (met === true) return { name, problem: null, out: sentence }
  const text = [`${place}: ${sentence}`, ...evidence.map(({ entry, at }) => `${entry} at ${at}`)].join('\n')
  if (!seen)
    return {
      name,
      problem: { kind: 'skipped', type: '', message: `${place}: ${sentence}`, text: 'not judged' },
      out: '',
    }
  const [kind, type] = met === false ? (['failure', 'expect'] as const) : (['error', 'INCONCLUSIVE'] as const)
  return { name, problem: { kind, type, message: `${place}: ${sentence}`, text }, out: '' }
}

/** The whole, so that a verdict that is not PASS is never a green suite. */
const ofResult = ({ result, reasons }: Verdict): JunitCase => ({
  name: 'verdict',
  problem:
    result === 'PASS'
      ? null
      : {
          kind: result === 'FAIL' ? 'failure' : 'error',
          type: result,
          message: reasons[0] ?? result,
          text: reasons.join('\n'),
        },
  out: '',
})

/** Verdicts as JUnit's XML, a suite for each: FAIL is a failure, INCONCLUSIVE an error. */
export const verdictsJunit = (verdicts: readonly Verdict[], strict: boolean): string =>
  junitXml(
    'groq-mock',
    verdicts.map(verdict => ({
      name: `groq-mock.${verdict.scenario}`,
      className: `groq-mock.${verdict.scenario}`,
      cases: [
        ofResult(verdict),
        ...verdict.expectations.map(ofExpectation),
        ...verdict.findings.map(ofFinding(strict)),
      ],
    })),
  )
