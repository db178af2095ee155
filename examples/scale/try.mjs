// Tries what docs/scaling.md says: two groq-mocks behind HAProxy. `node try.mjs [SESSIONS]`; exit code 0 where all of it holds,
// 1 where something does not, 2 where it can't be tried.
import { freePort } from '../free-port.mjs'
import { startBalancer, startMock, whyNoBalancer } from './processes.mjs'

const SESSIONS = Number(process.argv[2] ?? 200)
const REQUESTS = 10

const json = { 'content-type': 'application/json' }
const body = JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] })

/** Status and code of a chat, or how the connection broke. */
const chat = async (base, headers = {}) => {
  try {
    const answer = await fetch(`${base}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body,
    })
    const { error } = await answer.json()
    return { status: answer.status, code: error?.code ?? null, session: answer.headers.get('x-mock-session') }
  } catch (error) {
    return { status: null, code: error.cause?.code ?? error.message, session: null }
  }
}

const control = async (url, path, method = 'GET', order = undefined) => {
  const more = order === undefined ? {} : { headers: json, body: JSON.stringify(order) }
  const answer = await fetch(`${url}/__mock${path}`, { method, ...more })
  return { status: answer.status, body: await answer.json() }
}

let failures = 0
const check = (claim, isSo, seen = '') => {
  if (!isSo) failures += 1
  console.log(`${isSo ? 'holds ' : 'FAILS '} ${claim}${isSo && seen === '' ? '' : `: ${seen}`}`)
}

/** How many requests of this session get 503 before the others get 200. */
const firstFew = i => i % 5
const statusOf = (i, n) => (n < firstFew(i) ? 503 : 200)
const expected = i => Array.from({ length: REQUESTS }, (_, n) => statusOf(i, n)).join()
const scenarioOf = i => ({
  about: `The first ${firstFew(i)} requests fail.`,
  ...(firstFew(i) === 0 ? {} : { rules: [{ name: 'first', times: firstFew(i), error: 503 }] }),
})

/** A request that failed and the ones after it until one succeeds are one call, which the client names. */
const callOf = (i, n) => `question-${Math.max(n, firstFew(i))}`

/** The requests of one session, one after the other; all sessions at once. */
const several = async (base, i) => {
  const seen = []
  for (let n = 0; n < REQUESTS; n += 1) seen.push(await chat(base, { 'x-mock-call': callOf(i, n) }))
  return seen
}

const allOf = act => Promise.all(Array.from({ length: SESSIONS }, (_, i) => act(i)))

/** How many of those that were tried are right, and the first that is not. */
const counted = all => {
  const wrong = all.findIndex(one => !one)
  return wrong === -1 ? `${all.length} of ${all.length}` : `not number ${wrong}, and ${all.filter(Boolean).length} are`
}
const checkAll = (claim, all) => check(claim, all.every(Boolean), counted(all))

const idsOf = async ({ url }) => (await control(url, '/sessions')).body.sessions.map(({ id }) => id)
/** The entries of a session; an entry is written when its answer has left, which may be a moment after the client has it. */
const journalOf = async (url, id, least) => {
  const untilMs = performance.now() + 5000
  for (;;) {
    const { entries = [] } = (await control(url, `/sessions/${id}/journal?limit=1000`)).body
    if (entries.length >= least || performance.now() > untilMs) return entries
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const attemptOf = (i, n) => (n <= firstFew(i) ? n + 1 : 1)

/** A whole journal: every request with its status, its call and which attempt of it. */
const isWhole = (entries, i) => {
  const seen = entries
    .toSorted((a, b) => a.offsetMs - b.offsetMs)
    .map(one => [one.status, one.call, one.attempt].join())
  const wanted = Array.from({ length: REQUESTS }, (_, n) => [statusOf(i, n), callOf(i, n), attemptOf(i, n)].join())
  return seen.join(';') === wanted.join(';')
}

const tryMade = async (balancer, mocks) => {
  const made = await allOf(i => control(balancer.url, `/sessions/made-${i}`, 'PUT', { scenario: scenarioOf(i) }))
  checkAll(
    'sessions are made by PUT through the balancer',
    made.map(({ status }) => status === 201),
  )
  const again = await allOf(i => control(balancer.url, `/sessions/made-${i}`, 'PUT', { scenario: scenarioOf(i) }))
  checkAll(
    'the same once more is the same session',
    again.map(({ status, body }, i) => status === 200 && body.baseUrl === made[i].body.baseUrl),
  )
  const isOwn = ({ body }) => mocks.some(({ url }) => body.baseUrl.startsWith(`${url}/session/`))
  checkAll('their base URLs are at their instance', made.map(isOwn))
  const through = made.map(({ body }) => body.baseUrl.replace(new URL(body.baseUrl).origin, balancer.url))
  const seen = await allOf(i => several(i % 2 === 0 ? through[i] : made[i].body.baseUrl, i))
  checkAll(
    'each counts exactly, at its base URL and through the balancer',
    seen.map((all, i) => all.map(({ status }) => status).join() === expected(i)),
  )
  checkAll('each journal is whole', (await allOf(i => journalOf(balancer.url, `made-${i}`, REQUESTS))).map(isWhole))
  return { made, through }
}

const tryNamed = async (balancer, mocks) => {
  const ways = [
    i => [`/session/named-${i}`, {}],
    i => [`/scenario/steady-state/session/named-${i}`, {}],
    i => ['', { 'x-mock-session': `named-${i}` }],
    i => ['/session/another', { 'x-mock-session': `named-${i}` }],
  ]
  const seen = await allOf(async i => {
    const answers = []
    for (const way of ways) {
      const [path, headers] = way(i)
      answers.push(await chat(balancer.url + path, headers))
    }
    return answers
  })
  checkAll(
    'a session that its client names is one, by path and by header',
    seen.map((all, i) => all.every(({ session }) => session === `named-${i}`)),
  )
  checkAll(
    'its journal is whole',
    (await allOf(i => journalOf(balancer.url, `named-${i}`, ways.length))).map(
      entries => entries.length === ways.length,
    ),
  )
  const ids = await Promise.all(mocks.map(idsOf))
  const twice = ids[0].filter(id => id !== 'default' && ids[1].includes(id))
  check(
    'no session is on two instances',
    twice.length === 0,
    twice.length === 0 ? `${ids.map(all => all.length).join(' and ')} sessions` : twice.join(', '),
  )
  const byScenario = await Promise.all([
    chat(`${balancer.url}/scenario/outage`),
    chat(balancer.url, { 'x-mock-scenario': 'outage' }),
  ])
  check(
    'a scenario without a session has one of its name',
    byScenario.every(({ status, session }) => status === 503 && session === 'outage'),
  )
  check('its journal has both', (await journalOf(balancer.url, 'outage', 2)).length === 2)
}

const tryFaults = async (balancer, mocks) => {
  const { body } = await control(balancer.url, '/sessions/reset', 'PUT', { scenario: 'connection-reset' })
  const through = await chat(`${balancer.url}/session/reset`)
  // HAProxy says 502 on a fresh connection to the instance, and closes the client's where it had been used before
  const isTold = through.status === 502 || through.code === 'UND_ERR_SOCKET'
  check('a reset comes through the balancer as 502 or as a mere end', isTold, through.status ?? 'a mere end')
  await control(balancer.url, '/sessions/reset/reset', 'POST')
  const own = await chat(body.baseUrl)
  check('and as a reset at the address of the instance', own.status === null, own.code)
  const list = await control(balancer.url, '/sessions')
  check(
    'a control call about one instance is refused by the balancer',
    list.status === 421 && mocks.length === 2,
    list.body.error?.code,
  )
}

const tryKill = async (balancer, mocks, { made, through }) => {
  const [, killed] = mocks
  const isOn = made.map(({ body }) => body.baseUrl.startsWith(`${killed.url}/`))
  const named = new Set(await idsOf(killed))
  await killed.stop()
  const after = await allOf(i => chat(through[i]))
  checkAll(
    'of an instance that is killed, sessions get 503 and a reason; all others go on',
    after.map(({ status, code }, i) => (isOn[i] ? status === 503 && code === 'mock_instance_gone' : status === 200)),
  )
  const namedAfter = await allOf(i => chat(`${balancer.url}/session/named-${i}`))
  checkAll(
    'so do those that their clients named',
    namedAfter.map(({ status, code }, i) =>
      named.has(`named-${i}`) ? status === 503 && code === 'mock_instance_gone' : status === 200,
    ),
  )
  const revived = await startMock(killed.port)
  // a connection to it was tried in vain a moment ago
  const back = await allOf(i => chat(through[i]))
  checkAll(
    'when it is back, sessions that were made by API are told to be gone',
    back.map(({ status, code }, i) => (isOn[i] ? status === 404 && code === 'mock_session_gone' : status === 200)),
  )
  const journal = await allOf(i => control(balancer.url, `/sessions/named-${i}/journal`))
  const lost = journal.filter(({ status }) => status === 404).length
  check(
    'sessions that their clients named are not there any more, until a client names them again: then they begin anew',
    lost === [...named].filter(id => id.startsWith('named-')).length,
    `${lost} lost`,
  )
  return revived
}

const why = whyNoBalancer()
if (why !== null) {
  console.error(`This can't be tried: ${why}.`)
  process.exit(2)
}
const mocks = [await startMock(await freePort()), await startMock(await freePort())]
const balancer = await startBalancer(mocks)
const made = await tryMade(balancer, mocks)
await tryNamed(balancer, mocks)
await tryFaults(balancer, mocks)
await tryKill(balancer, mocks, made)
console.log(failures === 0 ? `All of it holds, with ${SESSIONS} sessions at once.` : `${failures} of it did not hold.`)
process.exit(failures === 0 ? 0 : 1)
