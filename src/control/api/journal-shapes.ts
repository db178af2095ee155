import { dimensionNames } from '../../groq/limits.ts'
import { entrySchema } from '../../journal/entry-schema.ts'
import { latenessShapes } from './probe-shapes.ts'
import { count, flag, list, named, number, object, oneOf, orNull, text } from './shapes.ts'

const { $schema: _draft, ...entry } = entrySchema

/** As `docs/journal-entry.schema.json` has it. */
export const entryShape = { ...entry, title: 'Entry', description: 'One exchange, as it is kept and shown.' }

export const pageShape = named('JournalPage', 'Entries of a session.', {
  entries: list(entryShape, 'Oldest first; with `before`, newest first.'),
  next: orNull(text('What to give as `since`, or as `before`, for the next page.'), 'Null where this was the last.'),
  evicted: count('Entries of this session that were dropped because the journal was full.'),
  ...latenessShapes,
})

export const linesShape = text('Entries, one JSON a line.')

export const eventsShape = text(
  'Server-sent events: `event: entry`, its id, and the entry as `data`. Comments tell that it goes on, and why it ends.',
)

export const explanationShape = named('Explanation', 'Why an exchange got what it got.', {
  entry: entryShape,
  because: text('The reason as a sentence.'),
  rules: list(
    object({
      name: text('The rule.'),
      spoke: orNull(
        oneOf(['decided', 'passed'], 'Whether it decided, or passed on with what it changes.'),
        'Null where it did not speak.',
      ),
      missed: orNull(text('The first criterion or gate that failed.'), 'Null where it spoke.'),
    }),
    'The rules that were asked, in their order.',
  ),
  draws: list(
    object({
      rule: orNull(text('The rule.'), 'Null for the API itself.'),
      what: oneOf(['share', 'oneOf', 'delay', 'firstToken', 'flex'], 'What was drawn.'),
      number: number('From 0 up to, not including, 1.'),
      needed: text('What it was held against, in words.'),
    }),
    'The numbers that were drawn.',
  ),
  limiter: orNull(
    list(
      object({
        dimension: oneOf(dimensionNames, 'What it counts, and in which window.'),
        holds: count('What it holds when it is full.'),
        used: count('Whole units that were used.'),
        requested: count('What the request asked for.'),
        hasRoom: flag('Whether it had room for that.'),
      }),
      'The buckets as the request found them.',
    ),
    'Null where the limiter was not asked.',
  ),
})
