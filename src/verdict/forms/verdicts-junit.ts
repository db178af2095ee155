import type { Expectation, Finding, Verdict } from '../verdict.ts'
import { escaped } from './escaped.ts'

/** How one case of a suite ended; null passed. */
interface Case {
  readonly name: string
  readonly problem: {
    readonly kind: 'failure' | 'error'
    readonly type: string
    readonly message: string
    readonly text: string
  } | null
  readonly out: string
}

const ofFinding =
  (strict: boolean) =>
  ({ id, severity, sentence, change, basis, evidence, allowed, doubt }: Finding): Case => {
    const text = [
      sentence,
      `Change: ${change}`,
      `Because: ${basis}`,
      ...evidence.map(({ entry, at }) => `${entry} at ${at}`),
    ].join('\n')
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

const ofExpectation = ({ says, place, met, sentence, evidence }: Expectation): Case => {
  const name = `expect ${says}`
  if (met === true) return { name, problem: null, out: sentence }
  const text = [`${place}: ${sentence}`, ...evidence.map(({ entry, at }) => `${entry} at ${at}`)].join('\n')
  const [kind, type] = met === false ? (['failure', 'expect'] as const) : (['error', 'INCONCLUSIVE'] as const)
  return { name, problem: { kind, type, message: `${place}: ${sentence}`, text }, out: '' }
}

/** The whole, so that a verdict that is not PASS is never a green suite. */
const ofResult = ({ result, reasons }: Verdict): Case => ({
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

const problemXml = ({ kind, type, message, text }: NonNullable<Case['problem']>): string =>
  `<${kind} type="${escaped(type)}" message="${escaped(message)}">${escaped(text)}</${kind}>`

const caseXml =
  (suite: string) =>
  ({ name, problem, out }: Case): string =>
    `    <testcase classname="${escaped(suite)}" name="${escaped(name)}">${problem ? problemXml(problem) : ''}${out === '' ? '' : `<system-out>${escaped(out)}</system-out>`}</testcase>`

const suiteXml = (verdict: Verdict, strict: boolean): string => {
  const suite = `groq-mock.${verdict.scenario}`
  const cases = [
    ofResult(verdict),
    ...verdict.expectations.map(ofExpectation),
    ...verdict.findings.map(ofFinding(strict)),
  ]
  const count = (kind: 'failure' | 'error'): number => cases.filter(({ problem }) => problem?.kind === kind).length
  return [
    `  <testsuite name="${escaped(suite)}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0">`,
    ...cases.map(caseXml(suite)),
    '  </testsuite>',
  ].join('\n')
}

/** Verdicts as JUnit's XML, a suite for each: FAIL is a failure, INCONCLUSIVE an error. */
export const verdictsJunit = (verdicts: readonly Verdict[], strict: boolean): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="groq-mock">',
    ...verdicts.map(verdict => suiteXml(verdict, strict)),
    '</testsuites>',
    '',
  ].join('\n')
