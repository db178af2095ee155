export type { Entry } from './journal/shown-entry.ts'
export { type AssertPassOptions, assertPass } from './library/assert-pass.ts'
export { type ConnectOptions, connect } from './library/connect.ts'
export type {
  JournalFilter,
  Mock,
  Outcome,
  Scenario,
  Session,
  SessionOptions,
  Verified,
} from './library/mock.ts'
export { type MockOptions, startMock } from './library/start-mock.ts'
export type { EntryMatch, VerifyOrder } from './library/verify-order.ts'
export { type Diagnostic, ScenarioError } from './scenario/diagnostic.ts'
export { UsageError } from './usage-error.ts'
export type { Finding, Verdict } from './verdict/verdict.ts'
