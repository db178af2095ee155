import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const get = async ({ url }: TestMock, path: string) => {
  const answer = await fetch(`${url}/__mock${path}`)
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

const scenario = {
  rules: [
    { name: 'streams', match: { stream: true }, error: 500 },
    { name: 'never', share: '0%', error: 503 },
    { name: 'first', times: 1, error: 429 },
  ],
}

t.test('an entry is explained below its session and without one: rules, draws, the entry itself', async t => {
  const mock = await startMock(t, scenario)
  const answer = await mock.chat({ base: '/session/one' })
  const id = answer.headers.get('x-mock-entry')
  const entry = await mock.lastEntry('one')
  t.equal(entry.id, id)
  t.notOk('trace' in entry, 'an entry stays what its schema says')
  for (const path of [`/journal/${id}/explain`, `/sessions/one/journal/${id}/explain`]) {
    const { status, body } = await get(mock, path)
    t.equal(status, 200)
    t.same(body.entry, entry)
    t.same(Object.keys(body), ['entry', 'because', 'rules', 'draws', 'limiter'])
    t.match(body, {
      because: entry.because,
      rules: [
        { name: 'streams', spoke: null, missed: 'stream: true' },
        { name: 'never', spoke: null, missed: 'share: 0%' },
        { name: 'first', spoke: 'decided', missed: null },
      ],
      draws: [{ rule: 'never', what: 'share', number: Number, needed: 'below 0' }],
      limiter: null,
    })
  }
})

t.test('who asks for what is not there is told so', async t => {
  const mock = await startMock(t, scenario)
  const id = (await mock.chat({ base: '/session/one' })).headers.get('x-mock-entry')
  await mock.entries(1, 'one')
  t.match(await get(mock, `/sessions/default/journal/${id}/explain`), {
    status: 404,
    body: { error: { message: `The entry "${id}" belongs to session "one", not "default".` } },
  })
  t.match(await get(mock, `/sessions/two/journal/${id}/explain`), {
    status: 404,
    body: { error: { message: 'There is no session "two".' } },
  })
  t.match(await get(mock, '/journal/req_x/explain'), {
    status: 404,
    body: { error: { message: /no entry "req_x" in the journal\. .* x-mock-entry/ } },
  })
})

t.test('where entries had to go, it says that this may have been one of them', async t => {
  const mock = await startMock(t, scenario, { journalBytes: 6000 })
  const ids: (string | null)[] = []
  for (let i = 0; i < 12; i += 1) {
    ids.push((await mock.chat()).headers.get('x-mock-entry'))
    await mock.entries(1)
  }
  for (const path of ['', '/sessions/default']) {
    const { status, body } = await get(mock, `${path}/journal/${ids[0]}/explain`)
    t.equal(status, 404)
    t.match(body.error.message, /\d+ of its entries were dropped because the journal was full/)
  }
})

t.test('a request that asked no rule is explained by its because', async t => {
  const mock = await startMock(t, scenario)
  const answer = await mock.chat({ headers: { 'x-mock-status': '503' } })
  await mock.entries(1)
  const { body } = await get(mock, `/journal/${answer.headers.get('x-mock-entry')}/explain`)
  t.match(body, { because: /header x-mock-status/, rules: [], draws: [] })
})
