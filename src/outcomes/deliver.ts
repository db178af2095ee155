import type { Answer } from '../answers/answer.ts'
import { bytesIn, packetOf } from '../wire/packet.ts'
import { play, type Script } from '../wire/script.ts'
import type { Head } from '../wire/wire.ts'
import type { Unbroken } from './faults/fault-kind.ts'
import type { Performance, Performed } from './performance.ts'
import { changeStream } from './stream/index.ts'
import { unstreamed } from './unstreamed.ts'

const NOTHING: readonly string[] = []

/** Breaks an answer, or says in words why it can't be broken so. */
type Break = (answer: Unbroken) => Script | string

const sendAtOnce = (head: Head, given: Answer, { wire }: Performance): void => {
  if (given.kind === 'stream') wire.stream(head, given.events.join(''), given.events.length)
  else wire.send(head, given.body)
}

const streamed = (
  events: readonly string[],
  performance: Performance,
): { readonly answer: Unbroken; readonly remarks: readonly string[] } => {
  const { stream } = performance
  const plain = { packets: events.map(packetOf), early: false }
  const changed = stream === null ? { stream: plain, remarks: NOTHING } : changeStream(plain, stream, performance)
  const { packets, early } = changed.stream
  return { answer: { packets, bodyBytes: null, ending: early ? 'early' : 'whole' }, remarks: changed.remarks }
}

const whole = (body: string | Uint8Array, performance: Performance) => {
  const packets = [packetOf(body)]
  const answer: Unbroken = { packets, bodyBytes: bytesIn(packets), ending: 'whole' }
  return { answer, remarks: unstreamed(performance) }
}

const playBroken = async (head: Head, given: Answer, performance: Performance, breaks?: Break) => {
  const { answer, remarks } =
    given.kind === 'stream' ? streamed(given.events, performance) : whole(given.body, performance)
  const broken = breaks?.(answer) ?? answer
  const failed = typeof broken === 'string'
  await play(head, failed ? answer : broken, performance.wire)
  return failed ? [...remarks, broken] : remarks
}

/** Puts an answer on the wire: at once, or as the changes of its stream and a fault want it. */
export const deliver = (head: Head, given: Answer, performance: Performance, breaks?: Break): Performed => {
  if (breaks === undefined && (performance.stream === null || given.kind === 'whole')) {
    sendAtOnce(head, given, performance)
    return unstreamed(performance)
  }
  return playBroken(head, given, performance, breaks)
}
