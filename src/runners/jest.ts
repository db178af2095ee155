import type { Session } from '../library/mock.ts'
import { UsageError } from '../usage-error.ts'
import { sessionFor, type TestOptions } from './session-for.ts'

export type { Session, TestOptions }

/** The session of the test that runs. */
export interface OfEachTest {
  readonly session: Session
}

/** As much of Jest as is called. */
interface JestGlobals {
  readonly beforeEach?: (begin: () => Promise<void>) => void
  readonly afterEach?: (end: () => Promise<void>) => void
}

/** A session for each test of a file or of a `describe` of Jest: `const groq = groqMock({ scenario })`, and in a test `groq.session`. */
export const groqMock = (options: TestOptions = {}): OfEachTest => {
  const { beforeEach, afterEach } = globalThis as JestGlobals
  if (!beforeEach || !afterEach) throw new UsageError('groqMock of groq-mock/jest works within a test file of Jest.')
  let session: Session | null = null
  let ends: (() => Promise<void>)[] = []
  beforeEach(async () => {
    session = await sessionFor(end => ends.push(end), options)
  })
  afterEach(async () => {
    const [...due] = ends
    ends = []
    session = null
    for (const end of due) await end()
  })
  return {
    get session(): Session {
      if (session === null) throw new UsageError('groq.session is there while a test runs, not before or after it.')
      return session
    },
  }
}
