import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { realClock } from '#src/clock/clock'
import type { Certificate } from '#src/tls/certificate'
import { countedClock } from '../helpers/counted-clock.ts'
import { startUnder } from '../helpers/frozen.ts'
import { chatBody, rawRequest, type Teardown } from '../helpers/mock.ts'
import { parseRaw, type RawHttp, type Reading, readRaw } from './reading.ts'

/** A fault to try, in YAML, on which kinds of answers; and what its timing is measured by. */
interface FaultCase {
  readonly rule: string
  readonly answers: readonly ('whole' | 'stream')[]
  readonly timing?: keyof typeof timings
  readonly asked?: string
}

/** One row of the table: what a raw socket saw. */
export interface WireRow {
  readonly fault: string
  readonly answer: 'whole' | 'stream'
  readonly seen: string
  readonly ended: Reading['ended']
  readonly journal: string
  readonly timing: string
}

const gaps = ({ packets }: Reading): readonly number[] =>
  packets.slice(1).map(({ atMs }, i) => atMs - (packets[i]?.atMs ?? 0))

const ms = (value: number | undefined): string => `${(value ?? 0).toFixed(1)} ms`

const timings = {
  firstByte: (reading: Reading) => ms(reading.packets[0]?.atMs),
  longestGap: (reading: Reading) => ms(Math.max(...gaps(reading))),
  medianGap: (reading: Reading) => ms([...gaps(reading)].sort((a, b) => a - b)[Math.floor(gaps(reading).length / 2)]),
  rate: ({ packets }: Reading) => {
    // the head comes first and at once
    const body = packets.slice(1)
    const bytes = body.reduce((sum, packet) => sum + packet.bytes.length, 0) - body.length * '3c\r\n\r\n'.length
    const [from, to] = [packets[0]?.atMs ?? 0, packets.at(-1)?.atMs ?? 0]
    return `${Math.round((bytes / (to - from)) * 1000)} bytes/s`
  },
} as const

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const BOM = '\ufeff'

/** Lines of a stream that are neither data nor the name of an event, and the stream without them. */
const apart = (body: string): { readonly others: readonly string[]; readonly rest: string } => {
  const events = eventsOf(body.replace(BOM, '')).map(event => event.split(/(?<=\n)/))
  const isOther = (line: string) => !/^(?:data: |event: |\r?\n)/.test(line)
  const rest = events
    .map(lines => lines.filter(line => !isOther(line)).join(''))
    .filter(event => event.trim() !== '')
    .join('')
  return { others: events.flat().filter(isOther), rest }
}

const otherLines = (others: readonly string[]): readonly string[] => {
  const comments = others.filter(line => line.startsWith(':'))
  const fields = others.filter(line => /^[a-z]+: /.test(line)).map(line => line.split(':', 1)[0] ?? '')
  return [
    // how many there are depends on how busy the machine is
    ...(comments.length > 0 ? ['comments'] : []),
    ...[...new Set(fields)].map(name => few(fields.filter(field => field === name).length, `${name} line`)),
  ]
}

const eventsOf = (body: string): readonly string[] => body.split(/(?<=\r?\n\r?\n)/).filter(event => event !== '')

const few = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** What the events of a stream are, beside those of an answer that nothing is wrong with. */
const describeEvents = (all: string, usual: number, packets: number): string => {
  const { others, rest: body } = apart(all)
  const events = eventsOf(body)
  const chunks = events.filter(event => event.startsWith('data: {') && isJson(event.slice(6)))
  const broken = events.filter(event => event.startsWith('data: {') && !isJson(event.slice(6)))
  const twice = chunks.filter((chunk, i) => chunk === chunks[i - 1]).length
  const whole = chunks.length - twice + broken.length === usual
  return [
    whole ? 'all chunks' : few(chunks.length, 'chunk'),
    ...(twice > 0 ? [`${few(twice, 'chunk')} twice`] : []),
    ...(broken.length > 0 ? [`${broken.length} of them broken off`] : []),
    ...(events.some(event => event.startsWith('event: error')) ? ['event: error'] : []),
    ...(body.includes('data: [DONE]') ? ['[DONE]'] : ['no [DONE]']),
    ...(all.startsWith(BOM) ? ['a BOM first'] : []),
    ...otherLines(others),
    ...(body.includes('\r\n') ? ['lines end with CRLF'] : []),
    ...(packets > 2 ? [packetsInWords(events.length, packets)] : []),
  ].join(', ')
}

const packetsInWords = (events: number, packets: number): string =>
  packets > events ? `${packets / events} packets each` : `${Math.ceil(events / packets)} a packet`

const describeWhole = ({ body, complete, promised }: RawHttp, usual: number): string => {
  if (complete && promised !== null) return 'the whole body'
  if (promised !== null && promised > usual + 50)
    return `the whole body, and content-length promises ${promised - body.length} more`
  return `${Math.round((body.length / usual) * 100)} % of the body${promised === null ? ', no content-length' : ''}`
}

interface Usual {
  readonly chunks: number
  readonly bytes: number
}

const describeSeen = ({ packets }: Reading, answer: 'whole' | 'stream', usual: Usual, timed: boolean): string => {
  const all = Buffer.concat(packets.map(({ bytes }) => bytes))
  if (all.length === 0) return 'nothing'
  const http = parseRaw(all)
  if (!http) return `${all.length} bytes that are not HTTP`
  const body =
    answer === 'whole'
      ? describeWhole(http, usual.bytes)
      : describeEvents(http.body.toString(), usual.chunks, timed ? 0 : http.writes)
  const more =
    answer === 'stream' && http.promised !== null
      ? `, content-length promises ${http.promised - http.body.length} more`
      : ''
  const last = answer === 'stream' && http.promised === null && !http.complete ? ', no final HTTP chunk' : ''
  return `${http.status}, ${body}${more}${last}`
}

const requestOf = (answer: 'whole' | 'stream'): string =>
  rawRequest(
    'POST',
    '/openai/v1/chat/completions',
    JSON.stringify(chatBody({ max_completion_tokens: 24, ...(answer === 'stream' ? { stream: true } : {}) })),
  )

const cases = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8')) as readonly FaultCase[]

type Answer = WireRow['answer']

const measured = async (t: Teardown, rule: object | null, answer: Answer, certificate: Certificate | null) => {
  const clock = countedClock(realClock)
  const scenario = rule === null ? {} : { rules: [{ name: 'fault', ...rule }] }
  const mock = await startUnder(t, clock, scenario, 1, undefined, certificate)
  const trust = certificate?.ca ? { ca: certificate.ca } : {}
  const reading = await readRaw({ ...mock, ...trust, endless: () => clock.endless }, requestOf(answer))
  const { status, endedBy } = await mock.lastEntry()
  return { reading, journal: `${status ?? 'no status'}, ${endedBy}` }
}

/** Tries every fault on a raw socket, one after the other, so that none disturbs the timing of another. */
export const wireTable = async (t: Teardown, certificate: Certificate | null = null): Promise<readonly WireRow[]> => {
  const usually = (answer: Answer) => measured(t, null, answer, certificate)
  const [whole, stream] = [await usually('whole'), await usually('stream')]
  const bytesOf = ({ reading }: typeof whole) =>
    parseRaw(Buffer.concat(reading.packets.map(({ bytes }) => bytes)))?.body
  const usual = {
    chunks: eventsOf(bytesOf(stream)?.toString() ?? '').length - 1,
    bytes: bytesOf(whole)?.length ?? 0,
  }
  const rows: WireRow[] = []
  for (const { rule, answers, timing, asked } of cases)
    for (const answer of answers) {
      const { reading, journal } = await measured(t, parse(rule) as object, answer, certificate)
      rows.push({
        fault: rule,
        answer,
        seen: describeSeen(reading, answer, usual, timing !== undefined),
        ended: reading.ended,
        journal,
        timing: timing ? `${asked}: ${timings[timing](reading)}` : '-',
      })
    }
  return rows
}
