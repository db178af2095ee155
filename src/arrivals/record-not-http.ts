import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Incoming, Lost, Spine } from '../incoming.ts'
import type { NotHttp } from '../wire/answer-not-http.ts'
import { RecordedWire } from '../wire/recorded-wire.ts'
import type { Receive } from './receiver.ts'

/** A first line, as far as it is one: all that is read of what is no HTTP. */
const FIRST_LINE = /^([A-Z]{1,20}) ([/*\w]\S{0,2000})(?: [^\r\n]{0,40})?\r?\n/
const LONGEST_LINE = 4096

interface RecordParts {
  readonly receive: Receive
  readonly clock: Clock
  readonly log: Logger
}

/** Whose they are; where that can't be told, because of what. */
const takenIn = (receive: Receive, target: string, socket: Socket): Pick<Incoming, 'arriving' | 'bug'> => {
  try {
    return { arriving: receive.at(target, {}, socket) }
  } catch (error) {
    return { arriving: receive.stranded({ originalUrl: target }), bug: { error } }
  }
}

/** Hands bytes that were no HTTP to the spine, which only records them: they are answered, and no rule is asked. */
export const recordNotHttp =
  (spine: Spine, { receive, clock, log }: RecordParts) =>
  ({ socket, head, body, code, bytes }: NotHttp): void => {
    const [, method = '?', target = ''] =
      FIRST_LINE.exec(bytes?.toString('latin1', 0, LONGEST_LINE).trimStart() ?? '') ?? []
    const done = (lost: Lost | null): void => {
      if (lost !== null) log.error({ err: lost.error }, 'a bug in groq-mock: bytes that are no HTTP have no entry')
    }
    try {
      const wire = new RecordedWire(clock, clock.monotonic())
      wire.send(head, body)
      spine(
        {
          ...takenIn(receive, target, socket),
          request: { method, headers: {}, operation: null, body: { kind: 'gone', bytes: 0 }, refused: null },
          wire,
          batch: null,
          answered: `it is not an HTTP request (${code}): ${head.status} ${head.reason}, connection closed`,
        },
        done,
      )
    } catch (error) {
      done({ error })
    }
  }
