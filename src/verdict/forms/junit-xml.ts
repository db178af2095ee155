import { escaped } from './escaped.ts'

/** One test case of a suite. */
export interface JunitCase {
  readonly name: string
  readonly durationMs?: number
  /** Null where it passed. */
  readonly problem: {
    readonly kind: 'failure' | 'error' | 'skipped'
    readonly type: string
    readonly message: string
    readonly text: string
  } | null
  /** What is worth reading though it passed. */
  readonly out: string
}

/** A suite of test cases. */
export interface JunitSuite {
  readonly name: string
  readonly className: string
  readonly durationMs?: number
  /** ISO 8601. */
  readonly startedAt?: string
  readonly cases: readonly JunitCase[]
}

const timeOf = (durationMs?: number): string =>
  durationMs === undefined ? '' : ` time="${(durationMs / 1000).toFixed(3)}"`

const problemXml = ({ kind, type, message, text }: NonNullable<JunitCase['problem']>): string =>
  `<${kind}${kind === 'skipped' ? '' : ` type="${escaped(type)}"`} message="${escaped(message)}">${escaped(text)}</${kind}>`

const caseXml =
  (className: string) =>
  ({ name, durationMs, problem, out }: JunitCase): string =>
    `    <testcase classname="${escaped(className)}" name="${escaped(name)}"${timeOf(durationMs)}>` +
    `${problem ? problemXml(problem) : ''}${out === '' ? '' : `<system-out>${escaped(out)}</system-out>`}</testcase>`

const countsOf = (cases: readonly JunitCase[]): string => {
  const count = (kind: NonNullable<JunitCase['problem']>['kind']): number =>
    cases.filter(({ problem }) => problem?.kind === kind).length
  return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
}

const suiteXml = ({ name, className, durationMs, startedAt, cases }: JunitSuite): string =>
  [
    `  <testsuite name="${escaped(name)}"${countsOf(cases)}${timeOf(durationMs)}${startedAt === undefined ? '' : ` timestamp="${startedAt.slice(0, 19)}"`}>`,
    ...cases.map(caseXml(className)),
    '  </testsuite>',
  ].join('\n')

/** Suites in the JUnit format, as CI servers read it. */
export const junitXml = (name: string, suites: readonly JunitSuite[]): string =>
  `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}"${countsOf(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.map(suiteXml),
    '</testsuites>',
  ].join('\n')}\n`
