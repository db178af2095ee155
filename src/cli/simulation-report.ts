import { formatDuration } from '../units.ts'
import type { CallCounts, Simulation } from './simulation.ts'
import type { Rate } from './simulation-tally.ts'

// of the standard normal distribution, for 95 %
const Z = 1.96

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** Wilson's interval: true also where hits are few. */
const interval = (hits: number, all: number): readonly [number, number] => {
  const share = hits / all
  const middle = (share + Z ** 2 / (2 * all)) / (1 + Z ** 2 / all)
  const half = (Z / (1 + Z ** 2 / all)) * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** Rows in columns; all but the first column stand to the right. */
const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map(row => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n')
}

const actual = ({ asked, fell }: Rate): readonly string[] => {
  if (asked === 0) return ['never drawn', '']
  const [low, high] = interval(fell, asked)
  return [percent(fell / asked), `${percent(low)} to ${percent(high)}`]
}

const rateRow = (rate: Rate): readonly string[] => [
  `${rate.rule}: ${rate.what}`,
  percent(rate.configured),
  ...actual(rate),
  `${rate.fell} of ${rate.asked}`,
]

const section = (rows: readonly (readonly string[])[]): string => (rows.length > 1 ? `\n${columns(rows)}\n` : '')

const counted = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`

const headOf = ({ scenario, seed, requests, attempts, calls, clients, sessionMs }: Simulation): string => {
  const sent = calls === null ? counted(requests, 'request') : counted(requests, 'call')
  const again = calls === null ? '' : `${counted(attempts, 'attempt')}, `
  const time = formatDuration(Math.round(sessionMs))
  return `scenario ${scenario.name}, seed ${seed}: ${sent} of ${counted(clients, 'client')}, ${again}${time} of session time`
}

/** How calls end; they are tried again. */
const callsOf = ({ atFirst, later, givenUp, refused }: CallCounts, { requests, retries = 0 }: Simulation): string => {
  const row = (what: string, many: number) => [what, String(many), percent(many / requests)]
  const succeeded = `\n${atFirst + later} of ${counted(requests, 'call')} succeed in the end.\n`
  return `${succeeded}${section([
    ['HOW CALLS END', 'CALLS', 'SHARE'],
    row('success at the first attempt', atFirst),
    row('success after a retry', later),
    row(`failure after ${retries === 1 ? 'the retry' : `all ${retries} retries`}`, givenUp),
    row('failure that is not tried again', refused),
  ])}`
}

const time = (ms: number): string => formatDuration(ms < 1000 ? Math.round(ms) : Math.round(ms / 10) * 10)

/** How long first bytes wait; nothing where none does. */
const waits = (delaysMs: Float64Array): string => {
  const [shortest, median, longest] = [0, delaysMs.length >> 1, delaysMs.length - 1].map(i => delaysMs[i] ?? 0)
  if (!longest) return ''
  return `First bytes wait ${time(shortest ?? 0)} to ${time(longest)}, ${time(median ?? 0)} in the median\n`
}

/** The report of a simulation, for a terminal. */
export const simulationReport = (simulation: Simulation): string => {
  const { attempts, calls, delaysMs, outcomes, rules, rates } = simulation
  const never = rules.filter(({ matched, spoken }) => matched === 0 || spoken === 0)
  const ends = calls === null ? '' : callsOf(calls, simulation)
  const got = section([
    ['WHAT THEY GET', calls === null ? 'REQUESTS' : 'ATTEMPTS', 'SHARE'],
    ...outcomes.map(([because, many]) => [because, String(many), percent(many / attempts)]),
  ])
  const spoke = section([
    ['RULE', 'MATCHED', 'SPOKE'],
    ...rules.map(({ name, matched, spoken }) => [name, String(matched), String(spoken)]),
  ])
  const luck = section([['SHARE', 'CONFIGURED', 'ACTUAL', '95 % INTERVAL', 'DRAWS'], ...rates.map(rateRow)])
  const silent = never.length > 0 ? `\nRules that never spoke: ${never.map(({ name }) => name).join(', ')}\n` : ''
  return `${headOf(simulation)}\n${waits(delaysMs)}${ends}${got}${spoke}${luck}${silent}`
}
