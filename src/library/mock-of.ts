import { MAX_SPEED } from '../settings.ts'
import type { Control } from './control.ts'
import type { Mock, Session, SessionOptions } from './mock.ts'
import { checkOptions, factor, type OptionTable, scenarioOption, wholeNumber } from './options.ts'
import { sessionOf } from './session-of.ts'

/** What a session is made with, and a mock too. */
export const sessionOptions = {
  scenario: scenarioOption,
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  speed: factor(MAX_SPEED),
} as const satisfies OptionTable

/** A mock whose control API is open to us; `stop` ends what we hold of it, after its sessions. */
export const mockOf = (control: Control, stop: (sessions: ReadonlySet<Session>) => Promise<void>): Mock => {
  const { url, ca } = control.target
  const sessions = new Set<Session>()

  const make = async (options: SessionOptions = {}): Promise<Session> => {
    checkOptions('session', options, sessionOptions, "{ scenario: 'rate-limited' }")
    const { body } = await control.ask('POST /sessions', { body: options })
    const session: Session = sessionOf(control, { id: body.id, url: body.baseUrl }, async () => {
      sessions.delete(session)
      // one that is gone already is what was wanted
      if (!control.hasEnded())
        await control.ask('DELETE /sessions/:id', { params: { id: body.id } }, { awaited: [404, 410] })
    })
    sessions.add(session)
    return session
  }

  const own = sessionOf(control, { id: 'default', url }, async () => {
    await stop(sessions)
    control.end(`The mock at ${url} is closed; start another with startMock, or connect to one.`)
  })
  const { port, protocol } = new URL(url)
  return { ...own, port: Number(port || (protocol === 'https:' ? 443 : 80)), ca, session: make }
}
