import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { problemNames } from '#src/call'
import { endpointNames } from '#src/groq/endpoints'
import type { JsonSchema } from '#src/json-schema'
import { formatDiagnostic } from '#src/scenario/diagnostic'
import { scenarioSchema } from '#src/scenario/language/scenario-schema'
import { readScenario } from '#src/scenario/read-scenario'
import { parseAmount, parseCount, parseDuration, parsePace, parseShare, parseSize } from '#src/units'

const page = readFileSync(new URL('../../scenarios/README.md', import.meta.url), 'utf8')

/** Ends of responses and batches belong to rules for those. */
const matchFor = ({ complete }: { complete?: { status?: string; errors?: unknown } }): object => {
  if (complete?.status === undefined) return {}
  const isOfBatch = complete.errors !== undefined || complete.status === 'expired'
  return { match: { endpoint: isOfBatch ? 'batches' : 'responses' } }
}

/** Where the examples of a section stand in a scenario, with beside them what they need to have a meaning. */
const places: Readonly<Record<string, (example: object) => object>> = {
  'The file': example => ({ rules: [{ share: '50%', error: 503 }], ...example }),
  'In `api`': api => ({ api }),
  'In a rule: its name and its gates': rule => ({ rules: [{ error: 503, ...rule }] }),
  'In `expect`: the contract of the client': expect => ({
    rules: [{ share: '50%', times: 3, error: 429 }],
    expect,
  }),
  'In `match`: all must hold': match => ({
    api: { keys: ['gsk_test_one'], models: 'known' },
    rules: [{ match, error: 429 }],
  }),
  'In a rule: its outcome, at most one': rule => ({ rules: [{ ...matchFor(rule), ...rule }] }),
  'In a rule, or in an item of a `sequence` or `oneOf`: modifiers': modifiers => ({
    rules: [modifiers, { oneOf: [{ share: '1%', ...modifiers }] }, { sequence: [{ ...modifiers, complete: {} }] }],
  }),
}

interface Section {
  readonly title: string
  readonly text: string
}

const BLOCK = /^```yaml\n(.*?)^```/gms

/** The page without its blocks. */
const prose = page.replace(BLOCK, '')

const sections: readonly Section[] = prose
  .split(/^## /m)
  .slice(1)
  .map(part => ({ title: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n')) }))

const spans = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside)

/** The first cell of each row of the tables: all code spans in it are examples. */
const firstCells = (text: string): readonly string[] =>
  [...text.matchAll(/^\| (`.*?`) \| /gm)].map(([, cell = '']) => cell)

const parsed = (example: string): object => parse(example) as object

const told = (value: object | string): readonly string[] =>
  readScenario({
    name: 'readme',
    file: 'readme.yaml',
    text: typeof value === 'string' ? value : JSON.stringify({ about: 'An example.', ...value }, null, 2),
    place: { readFile: name => (name === 'page.html' ? Buffer.from('<p>') : 'there is no such file') },
  }).diagnostics.map(formatDiagnostic)

const examples = sections.flatMap(({ title, text }) =>
  firstCells(text)
    .flatMap(spans)
    .map(example => ({ title, example })),
)

t.test('every example of the page stands in its place without a complaint', async t => {
  t.ok(examples.length > 40, `${examples.length} examples`)
  for (const { title, example } of examples) {
    const place = places[title]
    if (!place) throw new Error(`no place is known for the examples of "${title}"`)
    t.same(told(place(parsed(example))), [], example)
  }
})

t.test('every block of the page is a whole scenario without a complaint', async t => {
  const blocks = [...page.matchAll(BLOCK)].map(([, block = '']) => block)
  t.ok(blocks.length > 0)
  for (const block of blocks) t.same(told(block), [])
})

t.test('an example in running text would be one that no test reads, so there is none', async t => {
  for (const { text } of sections) {
    const read = firstCells(text).flatMap(spans)
    t.same(
      spans(text).filter(span => /^\{|^[A-Za-z]+: /.test(span) && !read.includes(span)),
      [],
    )
  }
})

/** Every key that a schema knows, as a way from the top, and the words that a value may be. Lists leave no trace. */
const known = (
  schema: JsonSchema,
  way = '',
): { readonly keys: readonly string[]; readonly words: readonly string[] } => {
  const inner = [
    ...Object.entries(schema.properties ?? {}).map(([key, own]) => {
      const { keys, words } = known(own, `${way}.${key}`)
      return { keys: [`${way}.${key}`, ...keys], words }
    }),
    ...[schema.items ?? [], schema.anyOf ?? []].flat().map(own => known(own, way)),
  ]
  return {
    keys: [...new Set(inner.flatMap(({ keys }) => keys))],
    words: [...(schema.enum ?? []).map(String), ...inner.flatMap(({ words }) => words)],
  }
}

const ITEM = /^\.rules\.(?:sequence|oneOf)(?:\.(?:oneOf|sequence))?\./

/**
 * What stands in an item of a choice is explained once, where it stands in a rule; but what only an item has, in the item. And
 * what is excluded is what is matched.
 */
const explainedAs = (key: string): string => {
  const name = key.replace(ITEM, '').replace('.match.not.', '.match.')
  return ITEM.test(key) && name !== 'share' && name !== 'times'
    ? `.rules.${name}`
    : key.replace('.match.not.', '.match.').replace('.sequence.oneOf', '.oneOf').replace('.oneOf.sequence', '.sequence')
}

const waysIn = (value: unknown, way = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(item => waysIn(item, way))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [`${way}.${key}`, ...waysIn(inner, `${way}.${key}`)])
}

t.test('every key of the language has an example on the page', async t => {
  const shown = new Set(examples.flatMap(({ title, example }) => waysIn(places[title]?.(parsed(example)))))
  const { keys } = known(scenarioSchema)
  t.ok(keys.length > 50, `${keys.length} keys`)
  t.same(
    [...new Set(keys.map(explainedAs))].filter(key => !shown.has(key)),
    [],
  )
})

t.test('every word that a value may be is on the page', async t => {
  const { words } = known(scenarioSchema)
  const said = new Set(spans(prose))
  for (const word of [...words, ...endpointNames, ...problemNames]) t.ok(said.has(word), word)
})

t.test('the units of the page are units', async t => {
  const units = spans(sections.find(({ title }) => title === 'Units')?.text ?? '')
  t.ok(units.length > 8)
  for (const unit of units)
    t.ok(
      [parseDuration, parseSize, parseShare, parseCount, parseAmount, parsePace].some(
        parseUnit => parseUnit(unit) !== null,
      ),
      unit,
    )
})
