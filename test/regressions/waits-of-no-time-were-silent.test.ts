// Wrong until "Tell of waits of no time and other amounts that come to nothing" (2026-11-27): `delay: 0s` alone was a rule that changed nothing, and `check` found no word for it.
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const told = (lines: string) =>
  readScenario({ name: 'x', file: 'x', text: `about: A test.\n${lines}`, place: nowhere }).diagnostics.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  )

t.test('a rule that waits for no time is told, at its place', async t => {
  t.same(told('rules:\n  - match: { stream: true }\n    delay: 0s'), [
    '4:12 a delay of no time changes nothing: nothing else in this file is slower',
  ])
})

t.test('no time is told of nobody who takes a wait away with it', async t => {
  t.same(told('api: { delay: 2s }\nrules:\n  - match: { stream: true }\n    delay: 0s'), [])
})
