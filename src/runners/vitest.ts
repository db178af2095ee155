import type { Session } from '../library/mock.ts'
import { sessionFor, type TestOptions } from './session-for.ts'

export type { Session, TestOptions }

/** The context of a test of vitest. */
export interface VitestContext {
  onTestFinished(end: () => Promise<void>): void
}

/** A session for a test of vitest: `test('…', async context => { const session = await groqMock(context, { scenario }) })`. */
export const groqMock = (context: VitestContext, options: TestOptions = {}): Promise<Session> =>
  sessionFor(end => context.onTestFinished(end), options)
