import { catalogue, documentedStatuses, type StatusFacts } from '../groq/errors.ts'

/** What a good client makes of a status that comes always: nothing of what stays, a few attempts of what may pass. */
const expectFor = ({ status, retry }: StatusFacts): string => {
  if (status < 400) return 'expect:\n  finally: success\n  attempts: { max: 1 }\n'
  return `expect:\n  finally: failure\n  ${retry ? 'attempts: { max: 5 }' : `neverRetry: [${status}]`}\n`
}

const textFor = (facts: StatusFacts): string => {
  const { status, title } = facts
  if (status === 200) return `about: All is well, as with steady-state.\n${expectFor(facts)}`
  const outcome = status === 206 ? 'reply: { status: 206 }' : `error: ${status}`
  return `about: Every request gets ${status} ${title}.\nrules:\n  - name: always\n    ${outcome}\n${expectFor(facts)}`
}

/** `status-NNN`: every documented status, always, on every endpoint. They have no files. */
export const statusScenarios: ReadonlyMap<string, string> = new Map(
  catalogue
    .filter(({ status }) => documentedStatuses.includes(status))
    .map(facts => [`status-${facts.status}`, textFor(facts)]),
)
