import type { Session } from '../session/session.ts'
import type { NewSession } from '../session/sessions.ts'
import type { Settings } from '../settings.ts'
import { formatDuration } from '../units.ts'

/** What an order says of a session, what the session has, and how both are called. */
type Row = readonly [name: string, wanted: string, is: string]

/** Equal scenarios that were handed over are one as long as somebody runs it. */
const scenarioRow = ({ scenario, ownScenario }: NewSession, session: Session): Row => {
  const isSame =
    ownScenario === session.ownScenario &&
    (ownScenario ? scenario === session.scenario : scenario.name === session.scenario.name)
  const [wanted, is] = [scenario.name, session.scenario.name]
  return ['scenario', wanted, isSame ? wanted : wanted === is ? `another ${is}` : is]
}

/** How a session differs from what is ordered, in words; null where it is just that. What is not ordered is the server's default. */
export const differenceOf = (
  order: NewSession,
  session: Session,
  { seed, speed, sessionTtlMs }: Pick<Settings, 'seed' | 'speed' | 'sessionTtlMs'>,
): string | null => {
  const rows: readonly Row[] = [
    scenarioRow(order, session),
    ['seed', String(order.seed ?? seed ?? order.scenario.seed), String(session.seed)],
    ['speed', String(order.speed ?? speed), String(session.speed)],
    ['ttl', formatDuration(order.ttlMs ?? sessionTtlMs), formatDuration(session.ttlMs)],
  ]
  const different = rows.filter(([, wanted, is]) => wanted !== is)
  return different.length === 0
    ? null
    : different.map(([name, wanted, is]) => `its ${name} is ${is}, not ${wanted}`).join('; ')
}
