import type { Session } from '../library/mock.ts'
import { sessionFor, type TestOptions } from './session-for.ts'

export type { Session, TestOptions }

/** The context of a test of tap. */
export interface TapTest {
  teardown(end: () => Promise<void>): unknown
}

/** A session for a test of tap: `t.test('…', async t => { const session = await groqMock(t, { scenario }) })`. */
export const groqMock = (t: TapTest, options: TestOptions = {}): Promise<Session> =>
  sessionFor(end => t.teardown(end), options)
