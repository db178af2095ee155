/*
 * `check` told that an exclamation mark excludes nothing in `model`, `tier` and `key`, and was silent in `header` and `body`.
 * Right since "Tell of negations in headers and bodies" (2026-11-26).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

t.test('an exclamation mark that excludes nothing is told wherever texts are compared', async t => {
  for (const match of ['model: "!x"', 'header: { x-team: "!red" }', 'body: { "$.user": "!red" }']) {
    const text = `about: A test.\nrules:\n  - { match: { ${match} }, error: 503 }\n`
    const [found] = readScenario({ name: 'x', file: 'x', text, place: nowhere }).diagnostics
    t.match(found, { severity: 'warning', line: 3, message: /begins with an exclamation mark, which excludes nothing/ })
  }
})
