import { failures } from '../../groq/errors.ts'
import { dimensionNames } from '../../groq/limits.ts'
import { byName, count, flag, list, named, object, oneOf, orNull, text } from './shapes.ts'

const origins = ['status', 'shipped', 'file', 'inline', 'control'] as const
const origin = oneOf(
  origins,
  'Where it comes from: made for a status, shipped, a file, handed over at the start, or put by the control API.',
)

export const diagnosticShape = named(
  'Diagnostic',
  'One thing that is wrong with a scenario, or doubtful.',
  {
    file: text('The file.'),
    line: count('From 1.'),
    column: count('From 1.'),
    path: text('Where it stands in a scenario that was handed over as a value: its lines are nobody’s.'),
    severity: oneOf(['error', 'warning'], 'Whether the scenario can be used all the same.'),
    message: text('What is wrong.'),
    hint: text('What to do about it.'),
  },
  ['path', 'hint'],
)

export const diagnosticsShape = list(diagnosticShape, 'What was found in it.')

const listed = {
  name: text('The name that chooses it.'),
  origin,
  file: orNull(text('Its file.'), 'Null where it has none.'),
  about: orNull(text('What it is about.'), 'Null where it can not be read.'),
  ok: flag('Whether it can be chosen.'),
}

/** What `ok` says of an edit. */
export const IN_FORCE = 'Whether the edit is in force; a bad one leaves the last good version in use.'

const reloaded = {
  name: text('The scenario.'),
  file: orNull(text('The file that was edited.'), 'Null where it was put by the control API.'),
  ok: flag(IN_FORCE),
  diagnostics: diagnosticsShape,
  deleted: orNull(
    object({ instead: orNull(oneOf(origins, 'What is in use instead, by its origin.'), 'Null for nothing.') }),
    'Null unless its file was deleted.',
  ),
}

export const scenariosShape = named('Scenarios', 'All scenarios that can be chosen.', {
  scenarios: list(named('ListedScenario', 'A scenario as it stands in the list.', listed), 'By name.'),
})

export const shownScenarioShape = named('ShownScenario', 'A scenario with its text.', {
  ...listed,
  text: text('The text of the scenario, without secrets.'),
  diagnostics: diagnosticsShape,
  lastReload: orNull(object(reloaded), 'The last edit of it since the start; null for none.'),
  edited: orNull(text('The text of an edit that was not taken.'), 'Null where the last edit was taken.'),
})

export const putScenarioShape = named('PutScenario', 'What came of a scenario that was put.', {
  name: text('The name that chooses it.'),
  ok: flag('Whether it is in force.'),
  diagnostics: diagnosticsShape,
})

export const checkedShape = named('Checked', 'Whether a text is a scenario.', {
  ok: flag('Whether it can be used.'),
  diagnostics: diagnosticsShape,
})

const headers = byName(text('The value.'), 'Headers that come with it.')
const provenance = oneOf(
  ['documented', 'observed', 'inferred'],
  'How it is known: documented, seen on the wire, or inferred.',
)
const known = {
  sample: byName(text('The value.'), 'A value for each placeholder, for where the request gives none.'),
  headers,
  provenance,
  source: text('Where that is known from.'),
}

const jsonVariant = object(
  {
    kind: { const: 'json' },
    message: text('With {placeholders}.'),
    type: text('The type of the error.'),
    param: text('The parameter that is wrong, with {placeholders}.'),
    code: text('The code of the error.'),
    failedGeneration: { description: 'What the model wrote before it failed.' },
    schemaPath: text('Where in a schema the mistake is.'),
    schemaPathSegments: orNull(list(text('A segment.'), 'That path in segments.'), 'Null for none.'),
    schemaKind: text('The kind of the mistake in a schema.'),
    schemaCode: text('Its code.'),
    debug: { type: 'object', description: 'What was in and out when the error arose.' },
    failure: oneOf(failures, 'In which way the model fails to write its answer.'),
    rateLimitHeaders: { const: true, description: 'The x-ratelimit headers come with it.' },
    dimension: oneOf(dimensionNames, 'The limit that is used up.'),
    ...known,
  },
  [
    'param',
    'code',
    'failedGeneration',
    'schemaPath',
    'schemaPathSegments',
    'schemaKind',
    'schemaCode',
    'debug',
    'failure',
    'rateLimitHeaders',
    'dimension',
    'headers',
  ],
)

const pageVariant = object(
  {
    kind: { const: 'page' },
    title: text('The title of the page.'),
    html: text('The page, with {placeholders}.'),
    contentType: { const: 'text/html; charset=UTF-8', description: 'Its content-type.' },
    ...known,
  },
  ['headers'],
)

export const catalogueShape = named('Catalogue', 'All errors.', {
  errors: list(
    named('StatusFacts', 'All that is known of one status.', {
      status: count('The status.'),
      title: text('The reason phrase of the status line.'),
      description: text('What it means.'),
      retry: flag('Whether a client does well to send the same request again.'),
      retryAdvice: text('What a client does well to do.'),
      documented: oneOf(
        ['page', 'later', 'no'],
        'Whether it stands on the documented error page, in later documentation only, or in none.',
      ),
      defaultVariant: orNull(text('The variant that answers where none is named.'), 'Null for none.'),
      variants: byName({ anyOf: [jsonVariant, pageVariant] }, 'Each body that the error may have, by its name.'),
    }),
    'By status.',
  ),
})

/** A scenario in the body of a call: what may stand in it is the language of scenarios, which has a schema of its own. */
export const scenarioValueShape = {
  type: 'object',
  description:
    'A scenario as a value. Its language has a JSON Schema of its own, scenarios/scenario.schema.json in the package, which `groq-mock schema` prints.',
} as const
