import { type RawRequest, valueText } from '../raw-request.ts'
import type { RecordReader } from './record-reader.ts'
import type { RecordWriter } from './record-writer.ts'
import type { RecordKind } from './segments.ts'

type Headers = RawRequest['headers']

/** How headers stand in a record: there, or where those of another record stand, at this place and one. */
const HERE = 0

const writeHeaders = (to: RecordWriter, headers: Headers, names: readonly string[]): void => {
  to.count(names.length)
  for (const name of names) {
    to.name(name)
    to.text(valueText(headers[name]))
  }
}

const readHeaders = (from: RecordReader): Headers => {
  const headers: [name: string, value: string][] = []
  for (let left = from.count(); left > 0; left -= 1) headers.push([from.name() ?? '', from.text() ?? ''])
  return Object.fromEntries(headers)
}

/** Writes what is kept of requests. Most have the headers of the one before, which then stand there once. */
export class RequestRecords {
  #names: RecordWriter['names'] | null = null
  #headers: Headers = {}
  #headerNames: readonly string[] = []
  #at = 0

  write(to: RecordWriter, { headers, key, content, bytes }: RawRequest): void {
    to.name(key)
    const names = Object.keys(headers)
    if (this.#names === to.names && this.#areLast(headers, names)) to.count(this.#at + 1)
    else {
      to.count(HERE)
      this.#names = to.names
      this.#headers = headers
      this.#headerNames = names
      this.#at = to.at
      writeHeaders(to, headers, names)
    }
    to.number(content && bytes)
    if (content) to.blob(content)
  }

  #areLast(headers: Headers, names: readonly string[]): boolean {
    if (names.length !== this.#headerNames.length) return false
    for (let i = 0; i < names.length; i += 1) {
      const name = names[i] ?? ''
      if (name !== this.#headerNames[i] || headers[name] !== this.#headers[name]) return false
    }
    return true
  }
}

/** Reads what was kept of a request. */
export const readRequest = (from: RecordReader): RawRequest => {
  const key = from.name()
  const place = from.count()
  const headers = readHeaders(place === HERE ? from : from.elsewhere(place - 1))
  const bytes = from.number()
  return { headers, key, content: bytes === null ? null : from.blob(), bytes: bytes ?? 0 }
}

const fresh = new RequestRecords()
export const requestRecords: RecordKind<never> = {
  copy: (from, to) => fresh.write(to, readRequest(from)),
  weigh: () => 0,
}
