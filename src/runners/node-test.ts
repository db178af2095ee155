import type { Session } from '../library/mock.ts'
import { sessionFor, type TestOptions } from './session-for.ts'

export type { Session, TestOptions }

/** The context of a test of `node:test`. */
export interface NodeTest {
  after(end: () => Promise<void>): void
}

/** A session for a test of `node:test`: `test('…', async t => { const session = await groqMock(t, { scenario }) })`. */
export const groqMock = (t: NodeTest, options: TestOptions = {}): Promise<Session> =>
  sessionFor(end => t.after(end), options)
