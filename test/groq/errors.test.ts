import { Ajv } from 'ajv'
import t from 'tap'
import { errorsJson, errorsMarkdown, errorsTable } from '#src/cli/errors-table'
import { errorBody, fillTemplate } from '#src/groq/error-body'
import { catalogue, documentedStatuses, errors, type JsonVariant, type PageVariant } from '#src/groq/errors'
import { goDuration } from '#src/groq/go'
import { dimensions } from '#src/groq/limits'
import { models, retiredModels } from '#src/groq/models'
import { refillMs } from '#src/groq/refill-ms'

const variants: readonly (readonly [string, JsonVariant | PageVariant])[] = catalogue.flatMap(facts =>
  Object.entries(facts.variants).map(([name, variant]) => [`${facts.status} ${name}`, variant] as const),
)
const jsonVariants = variants.flatMap(([name, variant]) => (variant.kind === 'json' ? [[name, variant] as const] : []))

const placeholdersOf = (variant: JsonVariant | PageVariant): readonly string[] => {
  const text =
    variant.kind === 'json' ? `${variant.message} ${variant.param ?? ''} ${variant.schemaPath ?? ''}` : variant.html
  return [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name ?? ''))].sort()
}

const sampleOf = (variant: JsonVariant): string => errorBody(variant, {})

/** Titles of the documented error page (docs/facts/groq-wire.md §1.1), as its headings say them; 403 and 424 are new in 2026. */
const page: readonly (readonly [number, string])[] = [
  [200, 'OK'],
  [206, 'Partial Content'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [413, 'Request Entity Too Large'],
  [422, 'Unprocessable Entity'],
  [424, 'Failed Dependency'],
  [429, 'Too Many Requests'],
  [498, 'Flex Tier Capacity Exceeded'],
  [499, 'Request Cancelled'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
]

t.test('every status of the documented page is in the catalogue, with its title', async t => {
  t.strictSame(
    documentedStatuses,
    page.map(([status]) => status),
  )
  for (const [status, title] of page) t.equal(catalogue.find(facts => facts.status === status)?.title, title)
})

t.test('the catalogue is in ascending order, and each status stands under its own number', async t => {
  const statuses = catalogue.map(({ status }) => status)
  t.strictSame(
    statuses,
    [...statuses].sort((a, b) => a - b),
  )
  for (const [key, { status }] of Object.entries(errors)) t.equal(String(status), key)
})

t.test('every default variant exists and is JSON, and only success has none', async t => {
  for (const { status, defaultVariant, variants } of catalogue) {
    if (status < 400) t.equal(defaultVariant, null, String(status))
    else t.equal(variants[defaultVariant ?? '']?.kind, 'json', String(status))
  }
})

t.test('names of variants are kebab-case', async t => {
  for (const [name] of variants) t.match(name, /^\d{3} [a-z0-9]+(-[a-z0-9]+)*$/)
})

t.test('every placeholder has a sample and every sample a placeholder', async t => {
  for (const [name, variant] of variants)
    t.strictSame(Object.keys(variant.sample).sort(), placeholdersOf(variant), name)
})

t.test('every body is the documented error object: a message and a type, both texts', async t => {
  for (const [name, variant] of jsonVariants) {
    const { error, ...others } = JSON.parse(sampleOf(variant))
    t.strictSame(others, {}, name)
    t.match(error, { message: /./, type: /./ }, name)
  }
})

// schemas ErrorResponse and Error of Groq's OpenAPI document, as far as bodies of the catalogue can have their properties
const textOrNull = { type: 'string', nullable: true } as const
const errorResponse = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type'],
      additionalProperties: false,
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: textOrNull,
        code: textOrNull,
        failed_generation: textOrNull,
        schema_path: textOrNull,
        schema_path_segments: { type: 'array', items: { type: 'string' } },
        schema_kind: textOrNull,
        schema_code: textOrNull,
      },
    },
  },
} as const

t.test('every body fits the schema ErrorResponse', async t => {
  const validate = new Ajv().compile(errorResponse)
  for (const [name, variant] of jsonVariants) t.ok(validate(JSON.parse(sampleOf(variant))), name)
})

t.test('a body has no null, no unfilled placeholder in its message, and ends in one line feed', async t => {
  for (const [name, variant] of jsonVariants) {
    const body = sampleOf(variant)
    t.notMatch(body, /:null/, name)
    t.notMatch(JSON.parse(body).error.message, /\{[a-zA-Z]+\}/, name)
    t.match(body, /^[^\n]*\}\n$/, name)
  }
})

t.test('keys come in the order of the wire', async t => {
  const order = [
    'message',
    'type',
    'param',
    'code',
    'failed_generation',
    'schema_path',
    'schema_path_segments',
    'schema_kind',
    'schema_code',
  ]
  for (const [name, variant] of jsonVariants) {
    const keys = Object.keys(JSON.parse(sampleOf(variant)).error)
    t.strictSame(
      keys,
      order.filter(key => keys.includes(key)),
      name,
    )
  }
})

t.test('every variant says where it comes from, and a guess is never called documented', async t => {
  for (const [name, { provenance, source }] of variants) {
    t.not(source, '', name)
    if (provenance === 'documented') t.match(source, /^documentation: /, name)
    if (provenance === 'inferred') t.match(source, /\binferred\b/, name)
  }
})

const recorded: readonly (readonly [string, JsonVariant, number])[] = [
  ['the refusal of a key', errors[401].variants['invalid-api-key'], 96],
  ['the refusal of json_schema', errors[400].variants['json-schema-not-supported'], 230],
  ['json_schema without a schema', errors[400].variants['json-schema-missing'], 151],
  ['the refusal of tools', errors[400].variants['tools-not-supported'], 126],
  ['an unknown type of tool', errors[400].variants['unknown-tool-type'], 146],
  ['an image for a model of text', errors[400].variants['image-not-supported'], 122],
  ['JSON that failed, with nothing generated', errors[400].variants['json-validate-failed'], 202],
]

for (const [what, variant, bytes] of recorded) {
  t.test(`${what} has the ${bytes} bytes that were recorded`, async t => {
    t.equal(Buffer.byteLength(sampleOf(variant)), bytes)
  })
}

t.test('bodies that were captured whole are the same letter for letter', async t => {
  t.equal(
    sampleOf(errors[401].variants['invalid-api-key']),
    '{"error":{"message":"Invalid API Key","type":"invalid_request_error","code":"invalid_api_key"}}\n',
  )
  t.equal(
    sampleOf(errors[404].variants['model-not-found']),
    '{"error":{"message":"The model `bad model` does not exist or you do not have access to it.","type":"invalid_request_error","code":"model_not_found"}}\n',
  )
  t.equal(
    sampleOf(errors[400].variants['tool-call-missing']),
    '{"error":{"message":"Tool choice is required, but model did not call a tool","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"maybe"}}\n',
  )
})

t.test('the place of a refused schema is told as pointer and as segments, unescaped', async t => {
  const variant = errors[400].variants['schema-open-object']
  const told = (path: string) => JSON.parse(errorBody(variant, { schemaPath: path, at: '' })).error
  t.match(told('/properties/a~1b'), {
    schema_path: '/properties/a~1b',
    schema_path_segments: ['$', 'properties', 'a/b'],
    schema_kind: 'additional_properties',
  })
  t.strictSame(told('').schema_path_segments, ['$'])
  t.notOk('schema_path' in told(''))
  t.equal(
    sampleOf(errors[400].variants['schema-union-shared-key']),
    `{"error":{"message":"invalid JSON schema for response_format: 'answer': /properties/ready/anyOf/0/properties/suggestions/items/anyOf: anyOf disambiguation failed: anyOf: key-set-exclusion: required key 'title' from one variant appears in another's properties (variant 0 vs 1) [keyset_required_overlap]","type":"invalid_request_error","param":"response_format","schema_path":"/properties/ready/anyOf/0/properties/suggestions/items/anyOf","schema_path_segments":["$","properties","ready","anyOf","0","properties","suggestions","items","anyOf"],"schema_kind":"anyOf","schema_code":"keyset_required_overlap"}}\n`,
  )
})

t.test('angle brackets leave as the server writes them', async t => {
  t.match(sampleOf(errors[400].variants['tool-use-failed']), '\\u003cfunction=get_weather\\u003e')
})

t.test('what is filled in wins over the sample, in message and param', async t => {
  const { error } = JSON.parse(errorBody(errors[400].variants['image-not-supported'], { index: '7' }))
  t.match(error, { message: 'messages[7].content must be a string', param: 'messages[7].content' })
})

t.test('braces in a value are not filled again, and a name that nobody knows stays', async t => {
  const value = '{path} $& {model}'
  t.equal(fillTemplate('{method} {path}', { method: value }, { path: '/x', model: 'm' }), `${value} /x`)
  t.equal(fillTemplate('{constructor} {nobody}', {}, {}), '{constructor} {nobody}')
})

t.test(
  'the numbers of every 429 give its wait, but for requests by the minute, whose recorded count is rounded',
  async t => {
    for (const [name, { dimension, sample }] of Object.entries<JsonVariant>(errors[429].variants)) {
      t.ok(dimension, name)
      if (dimension === undefined || dimension === 'RPM' || sample.tryAgainIn === undefined) continue
      const over = Number(sample.used) + Number(sample.requested) - Number(sample.limit)
      t.equal(sample.tryAgainIn, goDuration(refillMs(over, Number(sample.limit), dimensions[dimension].windowMs)), name)
    }
  },
)

t.test('what is too large says how much was asked for, which is more than there is, and when to come back', async t => {
  const large = jsonVariants.filter(([, { message }]) => message.startsWith('Request too large'))
  t.ok(large.length > 5)
  for (const [name, { sample, headers, dimension }] of large) {
    t.ok(Number(sample.requested) > Number(sample.limit), name)
    t.equal(sample.tryAgainIn, undefined, name)
    if (name.includes('put-tokens') && !name.startsWith('400')) {
      const windowMs = dimension ? dimensions[dimension].windowMs : 0
      const waitMs = refillMs(Number(sample.requested) - Number(sample.limit), Number(sample.limit), windowMs)
      t.equal(headers?.['retry-after'], String(Math.ceil(waitMs / 1000)), name)
    }
  }
})

t.test('rate limits show in headers where they were seen: 429, 413 by a limit, and 400 after a generation', async t => {
  for (const [name, variant] of jsonVariants) {
    const isByLimit = name.startsWith('413') && variant.dimension !== undefined
    const shown = name.startsWith('429') || isByLimit || variant.failedGeneration !== undefined
    t.equal(variant.rateLimitHeaders === true, shown, name)
  }
})

t.test('a page has its title in it and no script', async t => {
  for (const [name, variant] of variants) {
    if (variant.kind !== 'page') continue
    const html = fillTemplate(variant.html, {}, variant.sample)
    t.match(html, `<title>${variant.title}</title>`, name)
    t.notMatch(html, /<script|\{[a-zA-Z]+\}/, name)
  }
})

t.test('the table for a terminal has one line a variant, in aligned columns', async t => {
  const [head = '', ...lines] = errorsTable().split('\n')
  t.equal(lines.length, variants.length + 2)
  for (const line of lines) t.match(line, /^(\d{3}| {3}) /)
  for (const { status } of catalogue) {
    t.match(lines.find(line => line.startsWith(String(status)))?.slice(head.indexOf('RETRY')), /^(yes|no) /)
  }
})

t.test('the Markdown table has a row a status, four cells each, the default in bold', async t => {
  const [, , ...rows] = errorsMarkdown().split('\n')
  t.equal(rows.length, catalogue.length)
  for (const row of rows) t.equal(row.split(/(?<!\\)\|/).length, 6)
  t.match(rows.join('\n'), '| **`tokens-per-minute`** (observed), `requests-per-minute`')
})

t.test('the JSON is the catalogue', async t => {
  t.strictSame(JSON.parse(errorsJson()), JSON.parse(JSON.stringify(catalogue)))
})

t.test('no model is listed twice, and none is both served and retired', async t => {
  const ids = [...models, ...retiredModels].map(({ id }) => id)
  t.equal(new Set(ids).size, ids.length)
  for (const { id, source } of [...models, ...retiredModels]) t.not(source, '', id)
})
