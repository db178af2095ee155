import { anyValue, jsonRequest, scenarioOf, schemaRequest } from './bodies.mjs'
import { headers, names, pieces } from './dictionary.mjs'
import { luckOf } from './luck.mjs'
import { markOf } from './mark.mjs'

const latin = text => Buffer.from(text, 'latin1')

/** A request in bytes. Shots are known by their number, which stands in their URL. */
const encode = ({ method, path, lines, body }) => {
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.concat([latin(`${head.join('\r\n')}\r\n\r\n`), body])
}

const marked = (path, number) => `${path}${path.includes('?') ? '&' : '?'}${markOf(number)}`

const withBody = (path, body, type = 'application/json') => ({
  method: 'POST',
  path,
  lines: [
    ['Host', '127.0.0.1'],
    ['Connection', 'close'],
    ['Content-Type', type],
    ['Content-Length', body.length],
  ],
  body,
})

const prefixes = ['', '', '', '/session/a', '/session/b', '/scenario/flaky', '/scenario/steady-state/session/c']
const HOSTILE = 40
const prefixOf = luck => (luck.chance(0.3) ? `/session/hostile-${luck.below(HOSTILE)}` : luck.of(prefixes))

const ofJson = make => luck => {
  const [path, text] = make(luck)
  return withBody(prefixOf(luck) + path, Buffer.from(text))
}

const FORMS = ['/openai/v1/audio/transcriptions', '/openai/v1/audio/translations', '/openai/v1/files']

const ofForm = luck => {
  const boundary = luck.of(['b', '----x', `${'a'.repeat(70)}`, "'()+_,-./:=?"])
  const part = () => {
    const name = luck.of([
      ...names.filter(text => text.length < 200),
      'file',
      'file',
      'model',
      'prompt',
      'purpose',
      'temperature',
    ])
    const filename = luck.chance(0.4)
      ? `; filename="${luck.of(['a.wav', 'a.jsonl', '../../x', luck.of(names).slice(0, 100)])}"`
      : ''
    const type = luck.chance(0.4)
      ? `Content-Type: ${luck.of(['audio/wav', 'application/json', 'text/plain', 'x'])}\r\n`
      : ''
    const value = luck.of([
      String(anyValue(luck)),
      'whisper-large-v3',
      'batch',
      'RIFF\u0000\u0000\u0000\u0000WAVEfmt ',
      '{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}\n',
      `--${boundary}`,
    ])
    return `--${boundary}\r\nContent-Disposition: ${luck.of(['form-data', 'form-data', 'form-data', 'attachment', ''])}; name="${name}"${filename}\r\n${type}\r\n${value}\r\n`
  }
  const parts = Array.from({ length: luck.of([0, 1, 3, 3, 3, 8, 300]) }, part)
  const end = luck.of([`--${boundary}--\r\n`, `--${boundary}--\r\n`, `--${boundary}--\r\n`, '', '--', `--${boundary}`])
  const said = luck.of([boundary, boundary, boundary, `"${boundary}"`, '', 'other'])
  return withBody(
    luck.of(prefixes) + luck.of(FORMS),
    Buffer.from(parts.join('') + end),
    `multipart/form-data; boundary=${said}`,
  )
}

const PATHS = [
  '/openai/v1/models',
  '/openai/v1/models/x%2Fy',
  '/v1/files',
  '/openai/v1/files/__proto__/content',
  '/openai/v1/batches?limit=-1',
  '/openai/v1//models',
  '/openai/v1/%6dodels',
  '/openai/v1/models/..%2f..',
  '/',
  '/openai',
  `/openai/v1/${'a/'.repeat(2000)}`,
  '/openai/v1/models?%zz=%',
  'http://a/openai/v1/models',
  'http://u:p@a/v1/models',
  '/session/__proto__/openai/v1/models',
  '/scenario/toString/openai/v1/models',
  '/session/a/scenario/b/v1/models',
  '/%ff',
  '/favicon.ico',
]

const isText = value => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)

const ofHead = luck => {
  const lines = [
    ['Host', luck.of(['127.0.0.1', 'a:1', '[::1]', 'x y', ''])],
    ['Connection', 'close'],
  ]
  if (luck.chance(0.05)) lines.shift()
  if (luck.chance(0.05)) lines.push(['Host', 'b'])
  for (let i = luck.below(5); i > 0; i -= 1) {
    const [name, possible] = luck.of(headers)
    const value = luck.chance(0.1) ? luck.of(names) : luck.of(possible)
    if (isText(value)) lines.push([name, value])
  }
  const body = luck.chance(0.3) ? Buffer.from(jsonRequest(luck)[1]) : Buffer.alloc(0)
  if (body.length > 0) lines.push(['Content-Length', body.length])
  const method = luck.of(['GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH', 'TRACE'])
  return { method, path: luck.of(prefixes.slice(0, 5)).concat(luck.of(PATHS)), lines, body }
}

/** Sessions that may be reset or deleted while a request of theirs is under way, which has no entry then. */
const RESET = ['r1', 'r2', 'r3']

const ofControl = luck => {
  const put = (method, path, body) => ({
    ...withBody(`/__mock${path}`, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))),
    method,
  })
  const scenario = () => (luck.chance(0.1) ? anyValue(luck) : scenarioOf(luck))
  const id = luck.of([
    'a',
    'b',
    'c',
    'default',
    ...RESET,
    encodeURIComponent(luck.of(names.slice(0, 30)).toWellFormed()),
  ])
  return luck.of([
    () =>
      put('POST', '/sessions', {
        id: luck.of([...RESET, 'a', luck.of(names)]),
        scenario: scenario(),
        speed: luck.of([1, 60, -1]),
      }),
    () => put('POST', '/sessions', { id: `hostile-${luck.below(HOSTILE)}`, scenario: scenarioOf(luck) }),
    () => put('PUT', `/scenarios/${luck.of(['one', 'two', '__proto__', 'constructor'])}`, scenario()),
    () => put('POST', '/check', scenario()),
    () =>
      put('POST', '/check', `a: &a [*a, *a]\n? [x]\n${luck.of(names).slice(0, 500)}: ${luck.of(pieces).slice(0, 100)}`),
    () => put('POST', `/sessions/${luck.of(RESET)}/reset`, ''),
    () => put('DELETE', `/sessions/${luck.of(RESET)}`, ''),
    () => put('PUT', `/sessions/${luck.of(RESET)}/scenario`, { scenario: luck.of(['outage', 'none', scenario()]) }),
    () => put('POST', `/sessions/${id}/clock`, { advance: luck.of(['1s', '-1s', '9'.repeat(30), '1h']) }),
    () =>
      put('POST', `/sessions/${id}/verify`, {
        match: { path: luck.of(names).slice(0, 100), status: luck.of([429, 1, 'x']) },
        count: luck.of([1, { min: 1 }, -1]),
        within: luck.of(['0s', '20ms', 'x']),
      }),
    () =>
      put(
        'GET',
        `/sessions/${id}/journal?${luck.of(['status', 'rule', 'since', 'limit', '__proto__'])}=${encodeURIComponent(luck.of(names).slice(0, 50).toWellFormed())}`,
        '',
      ),
    () =>
      put(
        'GET',
        luck.of([
          '/sessions',
          '/scenarios',
          '/ready',
          `/scenarios/${id}`,
          `/sessions/${id}/limits`,
          '/errors',
          `/journal/${id}/explain`,
        ]),
        '',
      ),
    () => put('DELETE', `/sessions/${luck.of(RESET)}/journal`, ''),
  ])()
}

const SLOW = ['/scenario/slow-first-token', '/scenario/stream-stall', '/scenario/hang', '/scenario/steady-state']

/**
 * Requests one behind the other on a connection, slow ones before what is no HTTP: all of one number. Only the first asks for a
 * stream: where answers of more than 16 KiB wait for their turn, Node reads no more, and does not see that the client leaves.
 */
const ofPipeline = (luck, number) => {
  const chat = (stream = false) => {
    const body = Buffer.from(
      JSON.stringify({
        model: 'openai/gpt-oss-20b',
        stream,
        messages: [{ role: 'user', content: 'Hello' }],
      }),
    )
    const path = marked(`${luck.of(SLOW)}/session/p${luck.below(4)}/openai/v1/chat/completions`, number)
    const request = withBody(path, body)
    return encode({ ...request, lines: request.lines.filter(([name]) => name !== 'Connection') })
  }
  const get = () => latin(`GET ${marked('/openai/v1/models', number)} HTTP/1.1\r\nHost: a\r\n\r\n`)
  const parts = [
    chat,
    chat,
    get,
    () => latin('CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'),
    () => latin(luck.of(['\u0016\u0003\u0001\r\n\r\n', 'x\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'])),
    () =>
      latin(
        `POST ${marked('/openai/v1/chat/completions', number)} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${luck.of(['ZZ\r\n', '2\r\n{}xx', '1\r\n{\r\n'])}`,
      ),
  ]
  return {
    bytes: Buffer.concat([
      chat(luck.chance(0.5)),
      ...Array.from({ length: 1 + luck.below(5) }, () => luck.of(parts)()),
    ]),
  }
}

const mutated = (bytes, luck) => {
  let changed = bytes
  for (let steps = luck.below(4); steps >= 0; steps -= 1) {
    const at = luck.below(changed.length)
    const [before, behind] = [changed.subarray(0, at), changed.subarray(at)]
    const way = luck.below(5)
    if (way === 0) changed = Buffer.concat([before, Buffer.from([luck.below(256)]), behind.subarray(1)])
    else if (way === 1) changed = Buffer.concat([before, behind.subarray(luck.below(12))])
    else if (way === 2) changed = Buffer.concat([before, latin(luck.of(pieces)), behind])
    else if (way === 3) changed = Buffer.concat([changed, behind])
    else changed = Buffer.concat([before, behind, before.subarray(0, luck.below(before.length + 1))])
  }
  return changed.subarray(0, 300_000)
}

/** What becomes of one number: how often each kind comes, and how it is made. */
const kinds = [
  ...Array(5).fill(['json', ofJson(jsonRequest)]),
  ...Array(5).fill(['schema', ofJson(schemaRequest)]),
  ...Array(3).fill(['form', ofForm]),
  ...Array(4).fill(['head', ofHead]),
  ...Array(3).fill(['control', ofControl]),
  ['pipeline', ofPipeline],
  ['reset', luck => ({ ...ofJson(jsonRequest)(luck), path: `/session/${luck.of(RESET)}/openai/v1/chat/completions` })],
]
const WAYS = ['whole', 'whole', 'whole', 'pieces', 'half', 'leave', 'cut', 'reset']
const ALL_ARRIVES = ['whole', 'pieces', 'half']

/** What Node takes of a head. */
const LONGEST_HEAD = 16_000
const isPlain = ({ method, path, lines }) => {
  const head = latin([method, path, ...lines.flat()].join('\r\n'))
  const hosts = lines.filter(([name]) => name === 'Host').length
  return (
    head.length < LONGEST_HEAD &&
    hosts === 1 &&
    /^[\x21-\x7e]+$/.test(path) &&
    !lines.some(([name]) => name === 'upgrade' || name === 'expect')
  )
}

/**
 * The shot of a number. `sure` says that it has exactly one entry: it is well framed, and all of it is sent. `mayHaveNone` says
 * that it may arrive and have none: its session may be reset meanwhile.
 */
export const shotOf = (seed, number) => {
  const luck = luckOf(seed, number)
  const [kind, make] = luck.of(kinds)
  const request = make(luck, number)
  const isControl = kind === 'control'
  const isOne = request.bytes === undefined
  const path = isControl || !isOne ? request.path : marked(request.path, number)
  const whole = isOne ? encode({ ...request, path }) : request.bytes
  // one of a session that may be reset has to be known by its number
  const isRaw = luck.chance(0.25) && kind !== 'reset'
  const way = luck.of(WAYS)
  const bytes = isRaw ? mutated(whole, luck) : whole
  return {
    number,
    kind: isRaw ? `raw ${kind}` : kind,
    bytes,
    request: isRaw || !isOne ? null : { ...request, path },
    way,
    at: luck.below(bytes.length),
    afterMs: luck.below(30),
    // what is cut somewhere may be waited for until it is whole
    ...(isRaw ? { longestMs: 200 } : {}),
    sure:
      isOne && !isRaw && !isControl && kind !== 'reset' && ALL_ARRIVES.includes(way) && isPlain({ ...request, path }),
    mayHaveNone: kind === 'reset',
  }
}

export { encode }
