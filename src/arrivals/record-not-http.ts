import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Incoming, Lost, Spine } from '../incoming.ts'
import type { NotHttp } from '../wire/answer-not-http.ts'
import { RecordedWire } from '../wire/recorded-wire.ts'
import type { Receive } from './receiver.ts'

/** A first line, as far as it is one: all that is read of what is no HTTP. */
const FIRST_LINE = /^([A-Z]{1,20}) ([/*\w]\S{0,2000})(?: [^\r\n]{0,40})?\r?\n/
/** One behind something else: behind a body there is no new line. */
const NEXT_LINE = /(?<![A-Z])([A-Z]{1,20}) ([/*\w]\S{0,2000}) HTTP\/[^\r\n]{0,40}\r?\n/g
const LONGEST_LINE = 4096

type Line = readonly [method: string, target: string]

const UNKNOWN: Line = ['?', '']

/** The first line of what is no HTTP, behind the request before it where that came in the same bytes. */
const firstLine = ({ bytes, after }: NotHttp): Line => {
  if (bytes === null) return UNKNOWN
  const lineOf = ([, method = '?', target = '']: RegExpMatchArray): Line => [method, target]
  if (after !== null) {
    const lines = [...bytes.toString('latin1').matchAll(NEXT_LINE)].map(lineOf)
    const own = lines.findLastIndex(([method, target]) => method === after.method && target === after.url)
    if (own !== -1) return lines[own + 1] ?? UNKNOWN
  }
  const found = FIRST_LINE.exec(bytes.toString('latin1', 0, LONGEST_LINE).trimStart())
  return found === null ? UNKNOWN : lineOf(found)
}

/** What a client begins with that wants TLS: a record of its handshake. */
const speaksTls = ({ bytes }: NotHttp): boolean => bytes?.[0] === 0x16 && bytes[1] === 3

const whyOf = (seen: NotHttp): string =>
  speaksTls(seen)
    ? 'TLS was spoken here, where plain HTTP is: https:// in the URL should be http://'
    : `it is not an HTTP request (${seen.code})`

interface RecordParts {
  readonly receive: Receive
  readonly clock: Clock
  readonly log: Logger
}

/** Whose they are; where that can't be told, because of what. */
const takenIn = (receive: Receive, target: string, socket: Socket): Pick<Incoming, 'arriving' | 'bug'> => {
  try {
    return { arriving: receive.at(target, {}, socket, null) }
  } catch (error) {
    return { arriving: receive.stranded({ originalUrl: target }), bug: { error } }
  }
}

/** Hands bytes that were no HTTP to the spine, which only records them: they are answered, and no rule is asked. */
export const recordNotHttp =
  (spine: Spine, { receive, clock, log }: RecordParts) =>
  (seen: NotHttp, wasSent: boolean): void => {
    const { socket, head, body } = seen
    const [method, target] = firstLine(seen)
    const done = (lost: Lost | null): void => {
      if (lost !== null) log.error({ err: lost.error }, 'a bug in groq-mock: bytes that are no HTTP have no entry')
    }
    try {
      const wire = new RecordedWire(clock, clock.monotonic())
      if (wasSent) wire.send(head, body)
      else wire.leave()
      const incoming: Incoming = {
        ...takenIn(receive, target, socket),
        request: { method, headers: {}, operation: null, body: { kind: 'gone', bytes: 0 }, refused: null },
        wire,
        batch: null,
        answered: `${whyOf(seen)}: ${wasSent ? `${head.status} ${head.reason}, connection closed` : 'the connection was over before its turn came'}`,
      }
      spine([{ incoming, done }])
    } catch (error) {
      done({ error })
    }
  }
