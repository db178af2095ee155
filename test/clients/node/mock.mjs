import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startMock } from '../../../dist/index.js'

/** Starts a mock for the tests of one file; it is closed with the last of them. */
export const mockForTests = async options => {
  const mock = await startMock(options)
  after(() => mock.close())
  return mock
}

const LONGEST_MS = 20_000

/** The entries that a session's journal has, once they are as expected. */
export const entriesOnce = async (mock, session, isExpected) => {
  const giveUpAtMs = performance.now() + LONGEST_MS
  for (;;) {
    const answer = await fetch(`${mock.url}/__mock/sessions/${session}/journal?limit=1000`)
    const { entries = [] } = await answer.json()
    if (await isExpected(entries)) return entries
    if (performance.now() > giveUpAtMs)
      throw new Error(`the journal of ${session} has only ${entries.length} entries after ${LONGEST_MS} ms`)
    // an entry is written when its exchange is over, which may be after the client has read the answer
    await setTimeout(20)
  }
}

/** The entries that a session's journal has, once there are as many as expected. */
export const entriesOf = (mock, session, expected) => entriesOnce(mock, session, ({ length }) => length >= expected)

/** Milliseconds between the starts of neighbouring entries. */
export const waitsBetween = entries => entries.slice(1).map(({ offsetMs }, i) => offsetMs - entries[i].offsetMs)
