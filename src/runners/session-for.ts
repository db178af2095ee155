import { assertPass } from '../library/assert-pass.ts'
import { connect } from '../library/connect.ts'
import type { Mock, Session, SessionOptions } from '../library/mock.ts'
import { sessionOptions } from '../library/mock-of.ts'
import { checkOptions, yesOrNo } from '../library/options.ts'
import { startMock } from '../library/start-mock.ts'

/** What a test gets; everything optional. */
export interface TestOptions extends SessionOptions {
  /** The verdict of the session has to be PASS, or the test fails. Default false. */
  readonly pass?: boolean
}

let opened: Promise<Mock> | null = null

/** The mock of this process, or the one that `GROQ_MOCK_URL` names; nobody has to close it. */
const open = (): Promise<Mock> => {
  opened ??= process.env.GROQ_MOCK_URL ? connect() : startMock()
  return opened
}

/** A session for one test; `after` calls back when that is over. */
export const sessionFor = async (after: (end: () => Promise<void>) => void, options: TestOptions): Promise<Session> => {
  const table = { ...sessionOptions, pass: yesOrNo }
  checkOptions('groqMock', options, table, "{ scenario: 'rate-limited', pass: true }")
  const { pass = false, ...how } = options
  const mock = await open()
  const session = await mock.session(how)
  after(async () => {
    try {
      if (pass) assertPass(await session.verdict())
    } finally {
      await session.close()
    }
  })
  return session
}
