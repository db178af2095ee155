import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entriesOf, waitsBetween } from './mock.mjs'

const TIMER_SLACK_MS = 10
const LARGE_PROMPTS = 24
const LANES = 4

/** What a request fails with; throws where it does not fail. */
const failureOf = async asked => {
  const answer = await asked.then(
    value => ({ value }),
    error => ({ error }),
  )
  assert.ok('error' in answer, `this should have failed, and answered ${JSON.stringify(answer.value)}`)
  return answer.error
}

/** Fails where one of the waits between entries was shorter than its least. */
export const assertWaits = (entries, leastMs) => {
  const waits = waitsBetween(entries)
  assert.equal(waits.length, leastMs.length)
  assert.ok(
    waits.every((wait, i) => wait >= leastMs[i] - TIMER_SLACK_MS),
    `waited ${waits} ms, expected at least ${leastMs} ms`,
  )
}

/** Fails where the entries are not the numbered attempts of one call, with these statuses. */
export const assertAttempts = (entries, statuses) =>
  assert.deepEqual(
    entries.map(({ status, attempt, call }) => [status, attempt, call]),
    statuses.map((status, i) => [status, i + 1, 'call-1']),
  )

/** Fails where the entries are not calls of one attempt each, with these statuses. */
const assertCalls = (entries, statuses) =>
  assert.deepEqual(
    entries.map(({ status, attempt, call }) => [status, attempt, call]),
    statuses.map((status, i) => [status, 1, `call-${i + 1}`]),
  )

/** An answer is whole: it has a text, and it says that it stopped of itself. */
const provesAnswers = (name, client, mock) => {
  for (const [way, ask] of [
    ['whole', client.whole],
    ['streamed to its end', client.streamed],
  ]) {
    test(`${name} gets an answer ${way}`, async () => {
      const session = `${client.id}-${way.slice(0, 5)}`
      const { text, finish } = await ask(mock, { scenario: 'status-200', session, prompt: 'Hello' })
      assert.ok(text.length > 10, `the text is "${text}"`)
      assert.equal(finish, 'stop')
      const entries = await entriesOf(mock, session, 1)
      assert.deepEqual(
        entries.map(({ status, stream, endedBy }) => [status, stream, endedBy]),
        [[200, way !== 'whole', 'server']],
      )
    })
  }
}

/** Every documented error is seen with its status and as its own class, after as many attempts as the client makes. */
const provesStatuses = (name, client, mock) => {
  test(`${name} is asked about every documented error`, async () => {
    const { scenarios } = await (await fetch(`${mock.url}/__mock/scenarios`)).json()
    const documented = scenarios.map(scenario => /^status-([45]\d\d)$/.exec(scenario.name)?.[1]).filter(Boolean)
    assert.deepEqual(Object.keys(client.statuses), documented.sort())
  })
  for (const [status, { seen, made, apart = false }] of Object.entries(client.statuses)) {
    const count = made === 1 ? 'one attempt' : `${made} ${apart ? 'calls' : 'attempts of one call'}`
    test(`${name} meets ${status} as ${seen} after ${count}`, async () => {
      const session = `${client.id}-${status}`
      const error = await failureOf(client.whole(mock, { scenario: `status-${status}`, session, prompt: 'Hello' }))
      assert.deepEqual(client.seen(error), [seen, Number(status)])
      const entries = await entriesOf(mock, session, made)
      if (apart) assertCalls(entries, Array(made).fill(Number(status)))
      else assertAttempts(entries, Array(made).fill(Number(status)))
      if (status === '503') assertWaits(entries, client.leastWaitsMs)
    })
  }
}

/** A prompt that is refused while it is still being sent is a 413 for the client, never a broken connection. */
const provesLargePrompts = (name, client, mock) => {
  test(`${name} sees a 413 each time when it sends ${LARGE_PROMPTS} prompts of 1 MB`, async () => {
    const session = `${client.id}-large`
    const asked = { scenario: 'payload-too-large', session, prompt: 'x'.repeat(1_000_000) }
    const lane = async () => {
      const seen = []
      for (let i = 0; i < LARGE_PROMPTS / LANES; i += 1)
        seen.push(client.seen(await failureOf(client.whole(mock, asked)))[1])
      return seen
    }
    const seen = (await Promise.all(Array.from({ length: LANES }, lane))).flat()
    assert.deepEqual(seen, Array(LARGE_PROMPTS).fill(413))
    const entries = await entriesOf(mock, session, LARGE_PROMPTS)
    assert.deepEqual(
      entries.map(({ status }) => status),
      Array(LARGE_PROMPTS).fill(413),
    )
  })
}

/** Calls that fail at the same time in one session are told apart, and each has its own attempts. */
const provesCalls = (name, client, mock) => {
  test(`${name} makes three calls of three attempts at once, and the journal keeps them apart`, async () => {
    const session = `${client.id}-calls`
    const prompts = ['One', 'Two', 'Three']
    await Promise.all(prompts.map(prompt => client.whole(mock, { scenario: 'over-capacity', session, prompt })))
    const entries = await entriesOf(mock, session, 9)
    const seen = new Map()
    for (const { call, kept, attempt, status } of entries) {
      const prompt = prompts.find(text => kept.body.includes(`"${text}"`))
      seen.set(call, [...(seen.get(call) ?? []), [prompt, attempt, status]])
    }
    const expected = prompts.map(prompt => [503, 503, 200].map((status, i) => [prompt, i + 1, status]))
    assert.deepEqual([...seen.values()].sort(), expected.sort())
  })
}

/** A client that waits as long as `retry-after` says gets its answer with the third attempt. */
export const provesWaiting = (name, client, mock) => {
  test(`${name} survives rate-limited by waiting what retry-after says`, async () => {
    const session = `${client.id}-waits`
    const { text } = await client.whole(mock, { scenario: 'rate-limited', session, prompt: 'Hello' })
    assert.ok(text.length > 10)
    const entries = await entriesOf(mock, session, 3)
    assertAttempts(entries, [429, 429, 200])
    assertWaits(entries, [1000, 1000])
  })
}

/** Proves what every client must show, all at once, each test in a session of its own. */
export const prove = (name, client, mock, more = () => {}) => {
  describe(name, { concurrency: 100 }, () => {
    provesAnswers(name, client, mock)
    provesStatuses(name, client, mock)
    provesLargePrompts(name, client, mock)
    provesCalls(name, client, mock)
    more()
  })
}
