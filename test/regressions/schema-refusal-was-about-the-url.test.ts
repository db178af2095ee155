/*
 * An injected `schema-…` error had the path of the request's URL as its `schema_path`, and no segments of it. A place that a
 * rule said was taken for a template, and its segments could not be left out.
 * Right since "Tell in injected errors of what the request has" (2026-11-27).
 */
import t from 'tap'
import { schemaRefusals } from '#src/groq/schema-refusals'
import { compileError } from '#src/outcomes/error/compile-error'
import { errorForm } from '#src/outcomes/error/error-form'
import type { ErrorSpec } from '#src/outcomes/error/error-spec'
import { callOf, errorContextOf } from '../helpers/deciding.ts'

const call = callOf({ path: '/openai/v1/chat/completions' })
const told = (spec: Omit<ErrorSpec, 'status'>) =>
  JSON.parse(compileError({ status: 400, ...spec }).body(errorContextOf(call))).error

t.test('an injected refusal of a schema is about the schema', async t => {
  for (const [name, { samplePath }] of Object.entries(schemaRefusals)) {
    const error = told({ variant: `schema-${name}` })
    t.equal(error.schema_path, samplePath, name)
    t.strictSame(error.schema_path_segments, ['$', ...samplePath.split('/').slice(1)], name)
    t.match(error.message, `'answer': ${samplePath}: `, name)
  }
})

t.test('a place that a rule says is no template', async t => {
  const error = told({ variant: 'schema-open-object', schemaPath: '/properties/{model}' })
  t.equal(error.schema_path, '/properties/{model}')
  t.strictSame(error.schema_path_segments, ['$', 'properties', '{model}'])
})

t.test('null leaves the segments out and the path in', async t => {
  const spec = { variant: 'schema-open-object', schemaPathSegments: null }
  t.strictSame(errorForm.diagnose({ status: 400, ...spec }), [])
  const error = told(spec)
  t.equal(error.schema_path, '/properties/action')
  t.notOk('schema_path_segments' in error)
  t.match(errorForm.diagnose({ status: 400, schemaPathSegments: null }), [{ path: ['schemaPathSegments'] }])
})
