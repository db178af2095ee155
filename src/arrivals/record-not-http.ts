import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Spine } from '../incoming.ts'
import type { NotHttp } from '../wire/answer-not-http.ts'
import { RecordedWire } from '../wire/recorded-wire.ts'
import type { Receive } from './receiver.ts'

/** A first line, as far as it is one: all that is read of what is no HTTP. */
const FIRST_LINE = /^([A-Z]{1,20}) ([/*\w]\S{0,2000})(?: [^\r\n]{0,40})?\r?\n/
const LONGEST_LINE = 4096

/** Hands bytes that were no HTTP to the spine, which only records them: they are answered, and no rule is asked. */
export const recordNotHttp =
  (spine: Spine, { receive, clock, log }: { readonly receive: Receive; readonly clock: Clock; readonly log: Logger }) =>
  ({ socket, head, body, code, bytes }: NotHttp): void => {
    const [, method = '?', target = ''] =
      FIRST_LINE.exec(bytes?.toString('latin1', 0, LONGEST_LINE).trimStart() ?? '') ?? []
    const arriving = receive.at(target, {}, socket)
    const wire = new RecordedWire(clock, arriving.startedMs)
    wire.send(head, body)
    spine(
      {
        arriving,
        request: { method, headers: {}, operation: null, body: { kind: 'gone', bytes: 0 }, refused: null },
        wire,
        batch: null,
        answered: `it is not an HTTP request (${code}): ${head.status} ${head.reason}, connection closed`,
      },
      lost => lost && log.error({ err: lost.error }, 'a bug in groq-mock: bytes that are no HTTP have no entry'),
    )
  }
