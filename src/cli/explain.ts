import { aligned } from '../aligned.ts'
import { textFlag } from '../flags.ts'
import type { AskedRule, Explanation, FoundBucket, ShownDraw } from '../journal/explanation.ts'
import { shortMs } from '../journal/line.ts'
import { UsageError } from '../usage-error.ts'
import { askServer, readServerOrder, serverFlags } from './ask-server.ts'
import type { Surroundings } from './surroundings.ts'

/** The flags of `explain`. */
export const explainFlags = {
  ...serverFlags,
  session: textFlag('ID', 'The session that the entry belongs to', 'whichever has it'),
} as const

const table = (rows: readonly (readonly string[])[]): readonly string[] =>
  aligned(rows).map(line => `  ${line}`.trimEnd())

const said = { decided: 'decided', passed: 'passed on, adds its modifiers' } as const

const ruleRow = ({ name, spoke, missed }: AskedRule): readonly string[] =>
  spoke === null ? ['–', name, missed ?? ''] : ['✓', name, said[spoke]]

const drawRow = ({ rule, what, number, needed }: ShownDraw): readonly string[] => [
  rule ?? 'the API',
  what,
  number.toFixed(6),
  needed,
]

const bucketRow = ({ dimension, holds, used, requested, hasRoom }: FoundBucket): readonly string[] => [
  hasRoom ? '✓' : '–',
  dimension,
  `${used} of ${holds} used`,
  `${requested} requested`,
]

const section = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : ['', title, ...table(rows)]

const requestLine = ({ entry }: Explanation): string => {
  const asked = [entry.model ?? [], entry.tier ?? [], entry.stream ? 'stream' : []].flat().join(', ')
  const over = entry.httpVersion === '2' ? ' over HTTP/2' : ''
  return `${entry.method} ${entry.path}${over}${asked ? ` (${asked})` : ''}`
}

/** An explanation for people: what came, what it got and why, then a line a rule, a draw, a limit. */
export const explanationText = (explanation: Explanation): string => {
  const { entry, because, rules, draws, limiter } = explanation
  return [
    `${entry.id} at ${entry.at}: session ${entry.session}, ${entry.call} attempt ${entry.attempt}`,
    requestLine(explanation),
    `→ ${entry.status ?? 'no answer'} in ${shortMs(entry.durationMs)}, ended by the ${entry.endedBy}: ${because}`,
    ...(rules.length === 0 ? ['', 'No rule was asked.'] : section('Rules', rules.map(ruleRow))),
    ...section('Draws', draws.map(drawRow)),
    ...section('Limits', (limiter ?? []).map(bucketRow)),
  ].join('\n')
}

/** `groq-mock explain ENTRY-ID`: why an exchange got what it got, from the server that holds it. */
export const explain = async (
  args: readonly string[],
  { variables, print }: Pick<Surroundings, 'variables' | 'print'>,
): Promise<number> => {
  const order = readServerOrder(args, variables)
  const [id, ...rest] = order.words
  if (id === undefined)
    throw new UsageError('explain needs the id of an entry, as in the header x-mock-entry: groq-mock explain req_….')
  if (rest.length > 0) throw new UsageError(`explain takes the id of one entry; seen ${JSON.stringify(rest[0])} too.`)
  // ids are unique, so that nobody has to know the session
  const within = order.session === null ? '' : `/sessions/${encodeURIComponent(order.session)}`
  print(explanationText((await askServer(order, `${within}/journal/${encodeURIComponent(id)}/explain`)) as Explanation))
  return 0
}
