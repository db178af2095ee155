import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import t from 'tap'
import { turnOfTheLoop } from '#src/turn-of-the-loop'
import { TextAnswer } from '#src/wire/text-answer'
import type { Head } from '#src/wire/wire'

type Send = (request: IncomingMessage, response: ServerResponse) => void

/** What a server puts on the wire for some requests, one after the other on one connection; its date is always the same. */
const bytesOf = async (send: Send, requests: readonly string[]): Promise<string> => {
  const server = createServer((request, response) => {
    if (request.url === '/end') response.writeHead(200, ['connection', 'close']).end()
    else send(request, response)
  })
  server.keepAliveTimeout = 72_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  const over = new Promise(resolve => socket.once('close', resolve))
  socket.write([...requests, 'GET /end HTTP/1.1\r\nhost: a\r\n\r\n'].join(''))
  await over
  server.closeAllConnections()
  server.close()
  return Buffer.concat(chunks)
    .toString('latin1')
    .replace(/^date: \w{3}, .*$/gim, line => `${line.slice(0, 5)} now`)
}

const get = (lines = '', method = 'GET', version = '1.1') => `${method} / HTTP/${version}\r\nhost: a\r\n${lines}\r\n`

/** What is in a head beside the length or the coding of the body. */
const heads: Readonly<Record<string, readonly string[]>> = {
  'nothing else': [],
  'what every answer has': ['content-type', 'application/json', 'vary', 'Origin', 'x-request-id', 'req_1'],
  'a value beyond ASCII': ['x-latin', 'ü'],
  'an empty value': ['x-empty', ''],
  'a tab': ['x-tab', 'a\tb'],
  'a date of its own': ['date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  'a connection that closes': ['connection', 'close'],
  'a connection that stays': ['connection', 'keep-alive', 'keep-alive', 'timeout=1'],
  'a connection to somewhere else': ['connection', 'upgrade', 'upgrade', 'h2c'],
  'an expectation': ['expect', '100-continue'],
  'a name of a file': ['content-disposition', 'attachment; filename="ü"'],
  'the same name twice': ['set-cookie', 'a=1', 'set-cookie', 'b=2'],
}

const requests: Readonly<Record<string, string>> = {
  'a request': get(),
  'two requests at once': get() + get(),
  'a request that closes': get('connection: close\r\n'),
  'a request that stays': get('connection: keep-alive\r\n'),
  'a request that is no upgrade': get('connection: upgrade\r\n'),
  'a request for the head alone': get('', 'HEAD'),
  'a request of HTTP/1.0': get('', 'GET', '1.0'),
  'a request of HTTP/1.0 that stays': get('connection: keep-alive\r\n', 'GET', '1.0'),
  'a request that expects': get('expect: 100-continue\r\n', 'POST'),
}

const headOf = (headers: readonly string[], framing: readonly string[], status: number): Head => ({
  status,
  reason: status === 498 ? 'Flex Tier Capacity Exceeded' : 'OK',
  headers: [...headers, ...framing],
})

t.test('an answer in one piece is byte for byte what Node writes of the same head and body', async t => {
  for (const [what, headers] of Object.entries(heads))
    for (const [who, asked] of Object.entries(requests))
      for (const chunked of [false, true]) {
        const answers = new TextAnswer({ now: () => 0 })
        const body = chunked ? 'data: 1\n\ndata: [DONE]\n\n' : '{"a":"b"}\n'
        const framing = chunked ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length)]
        const head = () => headOf(headers, framing, 498)
        // the first one is written by Node, and those behind it as that was
        const all = [get(), asked, asked]
        const own = await bytesOf(
          (_request, response) => answers.send(response, head(), body, body.length, chunked || null),
          all,
        )
        const node = await bytesOf((_request, response) => {
          const { status, reason, headers } = head()
          response.writeHead(status, reason, headers)
          if (chunked) response.end(body)
          else response.end(body, 'latin1')
        }, all)
        t.equal(own, node, `${who}, with ${what}${chunked ? ', in chunks' : ''}`)
      }
})

t.test('what has no body, and what no header may hold, is left to Node', async t => {
  const answers = new TextAnswer({ now: () => 0 })
  const empty = () => headOf([], ['content-length', '0'], 200)
  const own = await bytesOf((_request, response) => answers.send(response, empty(), '', 0, null), [get(), get()])
  t.equal(own.match(/content-length: 0/g)?.length, 2)
  const errors: unknown[] = []
  await bytesOf(
    (_request, response) => {
      try {
        answers.send(response, headOf(['x-a', 'b\r\nx-c: d'], ['content-length', '1'], 200), '1', 1, null)
      } catch (error) {
        errors.push(error)
        response.destroy()
      }
    },
    [get()],
  )
  t.match(errors, [{ code: 'ERR_INVALID_CHAR' }])
})

/** At which of these times Node writes the head; the clock begins so many milliseconds from that of Node. */
const writtenAt = async (times: readonly number[], aheadMs: number): Promise<readonly number[]> => {
  const waiting = [...times]
  let nodeMs: number | null = null
  let nowMs = 0
  const secondMs = (): number => {
    nodeMs ??= Math.floor(Date.now() / 1000) * 1000
    return nodeMs
  }
  const answers = new TextAnswer({ now: () => secondMs() + aheadMs + nowMs })
  const written: number[] = []
  await bytesOf(
    (_request, response) => {
      nowMs = waiting.shift() ?? nowMs
      const { writeHead } = response
      response.writeHead = ((...head: Parameters<typeof writeHead>) => {
        written.push(nowMs)
        return writeHead.apply(response, head)
      }) as typeof writeHead
      answers.send(response, headOf([], ['content-length', '1'], 200), '1', 1, null)
    },
    times.map(() => get()),
  )
  return written
}

t.test('a date is told until its second is over', async t => {
  t.same(await writtenAt([0, 400, 999, 1000], 0), [0, 1000])
})

t.test('a date that is not that of the clock is told for a tenth of a second', async t => {
  t.same(await writtenAt([0, 99, 100, 199, 200], 60_000), [0, 100, 200])
})

t.test(
  'answers that are given together leave behind all that gives them, in their order, whatever is thrown there',
  async t => {
    const answers = new TextAnswer({ now: () => 0 })
    const send = (response: ServerResponse) =>
      answers.send(response, headOf([], ['content-length', '1'], 200), '1', 1, null)
    const seen: string[] = []
    await bytesOf(
      (_request, response) => {
        // the first one is written by Node
        if (seen.length === 0) {
          seen.push('first')
          return send(response)
        }
        response.on('finish', () => seen.push('left'))
        t.throws(
          () =>
            answers.leaveTogether(() => {
              send(response)
              seen.push(String(response.writableEnded))
              throw new TypeError('boom')
            }),
          /boom/,
        )
        seen.push(String(response.writableEnded))
      },
      [get(), get()],
    )
    t.same(seen, ['first', 'false', 'true', 'left'])
  },
)

t.test('what joins in one turn of the loop is done in it', async t => {
  const answers = new TextAnswer({ now: () => 0 })
  const seen: string[] = []
  answers.join(() => seen.push('a'))
  answers.join(() => seen.push('b'))
  t.same(seen, [])
  await turnOfTheLoop()
  t.same(seen, ['a', 'b'])
  answers.join(() => seen.push('c'))
  await turnOfTheLoop()
  t.same(seen, ['a', 'b', 'c'])
})

t.test('of many that join eight are done in a turn of the loop, in their order', async t => {
  const answers = new TextAnswer({ now: () => 0 })
  const seen: number[] = []
  for (let i = 0; i < 20; i += 1) answers.join(() => seen.push(i))
  for (const many of [8, 16, 20, 20]) {
    await turnOfTheLoop()
    t.same(
      seen,
      Array.from({ length: many }, (_, i) => i),
    )
  }
  answers.join(() => seen.push(20))
  await turnOfTheLoop()
  t.equal(seen.length, 21)
})

t.test('answers that are given by what joins leave behind all that joined', async t => {
  const answers = new TextAnswer({ now: () => 0 })
  const seen: string[] = []
  await bytesOf(
    (_request, response) => {
      const send = () => answers.send(response, headOf([], ['content-length', '1'], 200), '1', 1, null)
      // the first one is written by Node
      if (seen.length === 0) {
        seen.push('first')
        return send()
      }
      response.on('finish', () => seen.push('left'))
      answers.join(() => {
        send()
        seen.push('sent')
      })
      answers.join(() => seen.push(`joined ${response.writableEnded}`))
      seen.push('asked')
    },
    [get(), get()],
  )
  t.same(seen, ['first', 'asked', 'sent', 'joined false', 'left'])
})
