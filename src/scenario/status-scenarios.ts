import { catalogue, documentedStatuses } from '../groq/errors.ts'

const textFor = (status: number, title: string): string => {
  if (status === 200) return 'about: All is well, as with steady-state.\n'
  const outcome = status === 206 ? 'reply: { status: 206 }' : `error: ${status}`
  return `about: Every request gets ${status} ${title}.\nrules:\n  - name: always\n    ${outcome}\n`
}

/** `status-NNN`: every documented status, always, on every endpoint. They have no files. */
export const statusScenarios: ReadonlyMap<string, string> = new Map(
  catalogue
    .filter(({ status }) => documentedStatuses.includes(status))
    .map(({ status, title }) => [`status-${status}`, textFor(status, title)]),
)
