import type { EventText, StreamAnswer, WholeAnswer } from '../answers/answer.ts'
import { type Coding, compress, type Encoder, encoderOf } from '../wire/content-coding.ts'
import { bytesIn, type Packet, packetOf } from '../wire/packet.ts'
import { play, type Script } from '../wire/script.ts'
import type { Head } from '../wire/wire.ts'
import { compressedHead } from './compressed-head.ts'
import type { Break, Unbroken } from './faults/fault-kind.ts'
import { bytesInPieces, eventsInPieces, isLong } from './in-pieces.ts'
import type { Performance, Performed } from './performance.ts'
import type { Remark } from './remark.ts'
import { changeEach, changeStream } from './stream/index.ts'
import { keptAlive } from './stream/keep-alive.ts'
import type { Stream } from './stream/stream-modifier.ts'
import { unstreamed } from './unstreamed.ts'

const NOTHING: readonly Remark[] = []

/** As much of an answer as goes out: in one piece, as events, or as the events of a literal body. */
export type Given =
  | Pick<WholeAnswer, 'kind' | 'body'>
  | Pick<StreamAnswer, 'kind' | 'events' | 'atOnce'>
  | { readonly kind: 'literal'; readonly events: Iterable<Uint8Array> }

/** An answer that is played, and what is to be said of it. */
interface Played {
  readonly answer: Unbroken
  readonly remarks: readonly Remark[]
  readonly keepAlive?: Parameters<typeof keptAlive>[1] | undefined
}

function* packetsOf(events: Iterable<string | Uint8Array>): Generator<Packet> {
  for (const event of events) yield packetOf(event)
}

const streamed = (events: Iterable<string | Uint8Array>, performance: Performance): Played => {
  const { stream } = performance
  const plain: Stream = { packets: [...packetsOf(events)], early: false }
  const changed = stream === null ? { stream: plain, remarks: NOTHING } : changeStream(plain, stream, performance)
  const { packets, early, keepAlive } = changed.stream
  return {
    answer: { packets, bodyBytes: null, ending: early ? 'early' : 'whole' },
    remarks: changed.remarks,
    keepAlive,
  }
}

const whole = (body: string | Uint8Array, performance: Performance): Played => {
  const packets = [packetOf(body)]
  const answer: Unbroken = { packets, bodyBytes: bytesIn(packets), ending: 'whole' }
  return { answer, remarks: unstreamed(performance) }
}

/** What promises a length is compressed before it goes out: then the length is known. */
const encodedWhole = async (
  { packets, bodyBytes, ending }: Script,
  before: number,
  encoder: Encoder,
): Promise<Script> => {
  const encoded = []
  for (const packet of packets) {
    const bytes = await encoder.push(packet.bytes)
    encoded.push({ ...packet, bytes, plain: packet.bytes, ends: packet.ends.length === 0 ? [] : [bytes.length] })
  }
  encoded.push({ ...packetOf(await encoder.finish()), plain: new Uint8Array(), ends: [] })
  return { packets: encoded, bodyBytes: bytesIn(encoded) + (bodyBytes ?? 0) - before, ending }
}

/** Plays a script, compressed where there is a coding; `before` is how long a body is whose length is promised, before anything breaks it. */
const playCoded = async (
  head: Head,
  script: Script,
  wire: Performance['wire'],
  coding: Coding | null,
  before: number,
): Promise<void> => {
  const encoder = coding && encoderOf(coding)
  try {
    if (encoder && script.bodyBytes !== null) await play(head, await encodedWhole(script, before, encoder), wire)
    else await play(head, script, wire, encoder)
  } finally {
    encoder?.close()
  }
}

const playBroken = async (
  head: Head,
  given: Given,
  performance: Performance,
  breaks: Break | undefined,
  coding: Coding | null,
) => {
  const events = given.kind === 'whole' ? [] : await eventsInPieces(given.events, performance.wire)
  if (events === null) return NOTHING
  const { answer, remarks, keepAlive } =
    given.kind === 'whole' ? whole(given.body, performance) : streamed(events, performance)
  const broken = breaks?.(answer) ?? answer
  const failed = 'why' in broken
  const script: Script = failed ? answer : broken
  const kept = keepAlive ? { ...script, packets: keptAlive(script.packets, keepAlive) } : script
  await playCoded(head, kept, performance.wire, coding, bytesIn(answer.packets))
  return failed ? [...remarks, broken] : remarks
}

/** Plays a whole stream of which no part has to be there before it is due. */
const playEach = async (
  head: Head,
  packets: Iterable<Packet>,
  { wire }: Performance,
  coding: Coding | null,
): Promise<readonly Remark[]> => {
  await playCoded(head, { packets, bodyBytes: null, ending: 'whole' }, wire, coding, 0)
  return NOTHING
}

/** The packets of a stream that nothing breaks, each made when its turn comes; null where a change has to see more than one. */
const eachOf = (given: Given, { stream }: Performance, breaks: Break | undefined): Iterable<Packet> | null => {
  if (given.kind === 'whole' || breaks !== undefined) return null
  const packets = packetsOf(given.events)
  return stream === null ? packets : changeEach(packets, stream)
}

/** A whole body is compressed first: what breaks it breaks the bytes that go out. */
const sendCompressed = async (
  head: Head,
  body: string | Uint8Array,
  performance: Performance,
  breaks: Break | undefined,
  coding: Coding,
) => {
  const bytes = await compress(coding, body)
  if (breaks !== undefined) return playBroken(head, { kind: 'whole', body: bytes }, performance, breaks, null)
  performance.wire.send(head, bytes)
  return unstreamed(performance)
}

const streamLater = async (head: Head, text: string, chunks: number, performance: Performance) => {
  const bytes = await bytesInPieces(text, performance.wire)
  if (bytes === null) return NOTHING
  performance.wire.stream(head, bytes, chunks)
  return unstreamed(performance)
}

/** The same with a text that is written as bytes in steps. */
const deliverLater = async (
  head: Head,
  text: string,
  performance: Performance,
  breaks: Break | undefined,
  coding: Coding | null,
): Promise<readonly Remark[]> => {
  const body = await bytesInPieces(text, performance.wire)
  return body === null ? NOTHING : deliverAs(head, { kind: 'whole', body }, performance, breaks, coding)
}

const together = (given: Iterable<string>): EventText => {
  const events = [...given]
  return { text: events.join(''), events: events.length }
}

const deliverAs = (
  head: Head,
  given: Given,
  performance: Performance,
  breaks: Break | undefined,
  coding: Coding | null,
): Performed => {
  if (given.kind === 'whole' && isLong(given.body)) return deliverLater(head, given.body, performance, breaks, coding)
  if (given.kind === 'whole' && coding !== null) return sendCompressed(head, given.body, performance, breaks, coding)
  if (given.kind === 'whole' && breaks === undefined) {
    performance.wire.send(head, given.body)
    return unstreamed(performance)
  }
  if (given.kind === 'stream' && performance.stream === null && breaks === undefined && coding === null) {
    const { text, events } = given.atOnce?.() ?? together(given.events)
    if (isLong(text)) return streamLater(head, text, events, performance)
    performance.wire.stream(head, text, events)
    return unstreamed(performance)
  }
  const packets = eachOf(given, performance, breaks)
  if (packets !== null) return playEach(head, packets, performance, coding)
  return playBroken(head, given, performance, breaks, coding)
}

/** Puts an answer on the wire: at once, or as the changes of its stream, a fault and compression want it. */
export const deliver = (head: Head, given: Given, performance: Performance, own?: Break): Performed =>
  deliverAs(head, given, performance, own ?? performance.breaks, compressedHead(head, performance))
