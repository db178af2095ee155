/*
 * `stream: { keepAlive }` was taken without a word where nothing makes a stream silent for so long.
 * Right since "Tell of headers that are removed from answers without them" (2026-11-27).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const told = (stream: object, more: object = {}) =>
  readScenario({
    name: 'x',
    file: 'x',
    text: JSON.stringify({ about: 'A test.', rules: [{ match: { stream: true }, complete: {}, stream }], ...more }),
    place: nowhere,
  }).diagnostics

t.test('a comment for a silence that never comes is told of', async t => {
  const never = [{ severity: 'warning', message: /^no comment ever comes: .* longer than 15s$/ }]
  t.match(told({ keepAlive: '15s' }), never)
  t.match(told({ keepAlive: { every: '15s', comment: 'ping' } }), never)
  t.match(told({ keepAlive: '15s', pace: '300 tokens/s' }), never)
  t.match(told({ keepAlive: '15s', firstToken: '10s' }), never)
  t.match(told({ keepAlive: '15s', stall: { after: '1 chunk', for: '15s' } }), never)
  t.match(told({ keepAlive: '15s', split: 3 }), never)
})

t.test('one for a silence that may come is not', async t => {
  t.same(told({ keepAlive: '15s', firstToken: '16s' }), [])
  t.same(told({ keepAlive: '15s', firstToken: '1s..20s' }), [])
  t.same(told({ keepAlive: '15s', firstToken: { median: '1s', p99: '3s' } }), [])
  t.same(told({ keepAlive: '15s', stall: { after: '1 chunk' } }), [])
  t.same(told({ keepAlive: '15s', pace: '10s', stall: { after: '1 chunk', for: '6s' } }), [])
  t.same(told({ keepAlive: '15s', pace: '8s', coalesce: 2 }), [])
  t.same(told({ keepAlive: '15s' }, { api: { stream: { firstToken: '20s' } } }), [])
})
