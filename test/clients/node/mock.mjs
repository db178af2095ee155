import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startMock } from '../../../dist/index.js'

/** Starts a mock for the tests of one file; it is closed with the last of them. */
export const mockForTests = async options => {
  const mock = await startMock(options)
  after(() => mock.close())
  return mock
}

/** The entries that a session's journal has, once there are as many as expected. */
export const entriesOf = async (mock, session, expected) => {
  for (let tries = 0; tries < 60; tries += 1) {
    // an entry is written when its exchange is over, which may be after the client has read the answer
    await setTimeout(50)
    const answer = await fetch(`${mock.url}/__mock/sessions/${session}/journal?limit=1000`)
    const { entries } = await answer.json()
    if (entries?.length >= expected) return entries
  }
  throw new Error(`the journal of ${session} did not get ${expected} entries within 3 s`)
}

/** Milliseconds between the starts of neighbouring entries. */
export const waitsBetween = entries => entries.slice(1).map(({ offsetMs }, i) => offsetMs - entries[i].offsetMs)
