/*
 * With `retryAfter: { ms: … }` the text of a 429 told whole units of its limit, up to a second, whatever `retry-after-ms` said.
 * Right since "Tell in injected errors of what the request has" (2026-11-27).
 */
import t from 'tap'
import { dimensionNames, dimensions } from '#src/groq/limits'
import { compileError } from '#src/outcomes/error/compile-error'
import { callOf, errorContextOf } from '../helpers/deciding.ts'

t.test('the text and retry-after-ms tell one wait, in every dimension', async t => {
  for (const dimension of dimensionNames)
    for (const retryAfterMs of [2, 250, 999, 1500]) {
      const variant = dimensions[dimension].exhausted
      const error = compileError({ status: 429, variant, retryAfterMs, retryAfterAs: 'ms' })
      const { message } = JSON.parse(error.body(errorContextOf(callOf({ body: {} })))).error
      const [, count, unit] = /try again in ([\d.]+)(ms|s)\. /.exec(message) ?? []
      const toldMs = Math.ceil(Number(count) * (unit === 's' ? 1000 : 1) - 1e-6)
      t.equal(toldMs, retryAfterMs, `${dimension}: ${message}`)
    }
})
