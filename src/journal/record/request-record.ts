import { type RawRequest, valueText } from '../raw-request.ts'
import { areListsEqual } from './are-lists-equal.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'
import { Repeated, RepeatedReader } from './repeated.ts'
import type { RecordKind } from './segments.ts'

/** Headers with their names, which are asked for once. */
interface Headers {
  readonly names: readonly string[]
  readonly values: RawRequest['headers']
}

const areEqual = (a: Headers, b: Headers): boolean =>
  areListsEqual(a.names, b.names) && a.names.every(name => a.values[name] === b.values[name])

const writeHeaders = (to: RecordWriter, { names, values }: Headers): void => {
  to.count(names.length)
  for (const name of names) {
    to.name(name)
    to.text(valueText(values[name]))
  }
}

const readHeaders = (from: RecordReader): RawRequest['headers'] => {
  const headers: [name: string, value: string][] = []
  for (let left = from.count(); left > 0; left -= 1) headers.push([from.name() ?? '', from.text() ?? ''])
  return Object.fromEntries(headers)
}

/** Writes and reads what is kept of requests. Most have the headers of one before. */
export class RequestRecords {
  readonly #headers = new Repeated(areEqual, writeHeaders)
  readonly #readHeaders = new RepeatedReader(readHeaders)

  write(to: RecordWriter, { headers, key, content, bytes }: RawRequest): void {
    to.name(key)
    this.#headers.write(to, { names: Object.keys(headers), values: headers })
    to.number(content && bytes)
    if (content) to.blob(content)
  }

  read(from: RecordReader): RawRequest {
    const key = from.name()
    const headers = this.#readHeaders.read(from)
    const bytes = from.number()
    return { headers, key, content: bytes === null ? null : from.blob(), bytes: bytes ?? 0 }
  }
}

const copies = new RequestRecords()
export const requestRecords: RecordKind<never> = {
  copy: (from, to) => copies.write(to, copies.read(from)),
  weigh: () => 0,
}
