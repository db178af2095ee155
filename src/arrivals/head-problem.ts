import type { IncomingMessage } from 'node:http'
import type { Problem } from '../call.ts'
import { targetFlaw } from '../request/target.ts'
import { isContinue } from '../wire/is-continue.ts'

type Head = Pick<IncomingMessage, 'method' | 'headers' | 'rawHeaders' | 'httpVersion'>

const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/i

const countOf = (name: string, { rawHeaders }: Head): number => {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const seen = rawHeaders[i] ?? ''
    if (seen.length === name.length && seen.toLowerCase() === name) count += 1
  }
  return count
}

/** HTTP wants exactly one valid Host of every request but those of HTTP/1.0 (RFC 9112, section 3.2). */
const hostFlaw = (head: Head): string | null => {
  const count = countOf('host', head)
  if (count === 0) return head.httpVersion === '1.0' ? null : 'The request has no Host header.'
  if (count > 1) return `The request has ${count} Host headers; one is allowed.`
  return HOST.test(head.headers.host ?? '')
    ? null
    : 'The Host header of the request is not a host with a port or without.'
}

/** Nobody but `100-continue` may be expected, and of HTTP/1.0 nothing is (RFC 9110, section 10.1.1). */
const expectsTooMuch = ({ headers: { expect }, httpVersion }: Head): boolean =>
  expect !== undefined && httpVersion !== '1.0' && !isContinue(expect)

/** What is wrong with the first lines of a request: its body is not read then. Null for nothing. */
export const headProblem = (head: Head, target: string): Problem | null => {
  const flaw = targetFlaw(head.method ?? '', target) ?? hostFlaw(head)
  if (flaw !== null) return { name: 'bad-url', message: flaw }
  return expectsTooMuch(head) ? { name: 'bad-expectation' } : null
}
