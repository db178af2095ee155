import { readFileSync } from 'node:fs'
import t from 'tap'
import { serveFlags } from '#src/settings'

const table = readFileSync(new URL('../docs/bounds.md', import.meta.url), 'utf8')
const BOUNDS = /-bytes$|^sessions$|^session-ttl$/

t.test('the table of bounds names every flag that moves one, beside its default', async t => {
  for (const [name, { shownDefault }] of Object.entries(serveFlags).filter(([name]) => BOUNDS.test(name))) {
    const row = table.split('\n').find(line => line.includes(`\`--${name}\``)) ?? ''
    const words = { '10000': '10 000', '1h': 'an hour' }[shownDefault] ?? shownDefault.replace(/(?<=\d)(?=[MG]iB)/, ' ')
    t.ok(row.includes(words), `${name}: ${words}`)
  }
})

t.test('every flag in the table of bounds is one', async t => {
  const named = [...table.matchAll(/`--(?:no-)?([a-z-]+)`/g)].map(([, name = '']) => name)
  t.same(
    named.filter(name => !Object.hasOwn(serveFlags, name)),
    [],
  )
  t.ok(named.length >= 9)
})

/** The tests that reach each bound, by what the first column of the table says: a file, and a part of the title. */
const reached: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  sessions: [['session/sessions', 'when there are too many, the least recently used one goes']],
  'what sessions remember': [
    ['session/sessions', 'where sessions remember too much, those that were not used for longest forget their calls'],
    ['session/sessions', 'however much is remembered, it stays below its bound'],
  ],
  'of one session: calls that failed': [
    ['session/calls', 'what is remembered is bounded, and the newest failures stay'],
    ['session/memory', 'what calls take in memory is counted, grows no more at its bounds'],
    ['bounds-reached', 'of ten thousand calls that nobody should try again the older half is forgotten'],
  ],
  'temporary rules of one session': [['control/injections', 'what is no temporary rule is refused']],
  'names in metrics': [
    ['journal/exchange-counts', 'names from outside can not make more than so many series, and none is lost'],
  ],
  'a value of a request in a `template`': [
    ['scenario/template', 'a text that is too long is cut, between letters'],
    ['scenario/template', 'a value that is too long is cut'],
  ],
  'placeholders of a `template`': [['scenario/lint/nothing', 'too many names in a template']],
  'answers made of templates': [['scenario/template', 'equal texts give the same outcome']],
  'of one session: fingerprints': [
    ['bounds-reached', 'of a hundred thousand fingerprints the older half is forgotten'],
  ],
  'of one session: values of': [['engine/per', 'of ten thousand values of a rule the older half is forgotten']],
  'of one session: buckets': [['limits/rate-limiter', 'full buckets are forgotten where there are too many']],
  'the name of a call': [
    ['request/selection', 'names that are not valid are refused with the name'],
    ['request/selection', 'x-mock-call names a call; without it, idempotency-key does'],
  ],
  'an API key in what is remembered': [
    ['session/memory', 'a key of any length is told from others by a few letters'],
    ['limits/rate-limiter', 'a long name of a model is not kept whole'],
  ],
  'contents of files and batches': [
    ['answers/files/files', 'sessions share one room'],
    ['answers/files/files', 'what batches gave goes first when there is no room'],
  ],
  'the same in one session': [['answers/files/files', 'an upload that finds no room is refused with 413']],
  'files, batches and fine tunings': [
    ['answers/files/files', 'of more files than a session keeps, the oldest goes'],
    ['bounds-reached', 'of more batches than a session keeps, the oldest goes'],
    ['answers/fine-tunings', 'what a session keeps of them is bounded'],
  ],
  'errors of a batch': [['bounds-reached', 'the hundred-and-first wrong line of a batch is not told']],
  'texts of a fine tuning': [['answers/fine-tunings', 'what a session keeps of them is bounded']],
  'what an application declares': [['session/declarations', 'ten thousand calls may be declared']],
  'the journal: entries': [['journal/journal', 'when it is full, kept bodies go first']],
  'a kept body': [
    ['bounds-reached', '64 KiB of a body are kept'],
    ['server/forms', '4022 letters more'],
  ],
  'sessions of which the journal knows': [
    ['journal/journal', 'of so many sessions the journal knows what was dropped'],
  ],
  'streams that are open on one connection': [['server/http2', 'no more than 1000 streams may be open']],
  'parts of a form': [['arrivals/form', 'what is larger than its limit is too large']],
  'a text of a form that is declared as JSON': [
    ['regressions/large-form-held-the-loop', 'what is too long is not read'],
  ],
  'the charset of a text in a form': [['regressions/large-form-held-the-loop', 'the charset of a text is not heeded']],
  'a name in a body': [['request/parse-in-slices', 'a name that is longer than a slice is told']],
  'names and values in a body': [
    ['regressions/many-values-held-the-loop', 'a body with too many values is answered with 413'],
  ],
  'a body': [
    ['server/forms', 'a file of 25 MiB passes, and one byte more does not'],
    ['server/problems', 'a 413 is answered when the limit is crossed'],
  ],
  'bodies of all requests': [['server/body-room', 'while the bodies of requests under way have no room for another']],
  connections: [['bounds-reached', 'with as many connections as files may be open']],
  'requests that wait': [['server/many-waiting', 'a connection on which more than a thousand requests wait is closed']],
  'heads of a request': [['server/connection', 'URLs that kill or confuse a server are answered']],
  'lines of the log': [['log/log-sink', 'no more than 1 MiB waits']],
  'states that regular expressions keep': [
    ['automata', 'what expressions keep of the texts that they have seen is counted'],
  ],
  'work for one request': [
    ['regressions/path-of-a-rule-held-the-loop', "a rule can't hold the loop"],
    ['regressions/schema-held-the-loop', "a schema can't hold the loop"],
  ],
  'scenarios that were handed over': [
    ['control/given-scenarios', 'where scenarios that are given have no room, the next one is refused'],
  ],
  'a scenario': [
    ['scenario/bad-input', 'one clear diagnosis, and not much work'],
    ['regressions/aliases-of-a-long-text-blew-up', 'aliases of a long text count its letters'],
  ],
  'reading one of more than': [['scenario/reader', 'a text that takes too long is given up']],
  'what is told of a scenario': [['scenario/bad-input', 'more from here on']],
  'what is remembered of the last edit': [
    ['bounds-reached', 'of the last edit of a scenario that was put ten diagnostics'],
  ],
  'a criterion, as journal': [['scenario/scenario-bytes', 'a criterion is told in a thousand letters']],
  'the body of a control call': [['control/routes', 'larger than 5242880 bytes']],
  'event streams and': [
    ['control/journal-streams', 'a thousand may follow at once'],
    ['control/verify', 'at most 60s'],
  ],
  'a `sequence` of `verify`': [
    ['regressions/full-journal-held-the-loop', 'sequence has 1001 steps; expected at most 1000'],
  ],
  'what waits for a reader': [
    ['control/journal-streams', 'a follower that does not read neither grows memory'],
    ['control/journal-streams', 'a reader that takes nothing for a minute is disconnected'],
    ['control/journal-streams', 'a reader that was overtaken is told so'],
  ],
  'a page of the journal': [
    ['control/journal', 'without a limit a page has a hundred entries'],
    ['control/journal', 'from 1 to 10000'],
  ],
  'a scenario file': [['scenario/special-files', 'among scenarios is told by name']],
  'a file that a scenario replies with': [['scenario/special-files', 'as reply.file is told with its place']],
  'a request of `simulate`': [['cli/simulate', 'a request that is too large is told with its size and the limit']],
  'scenario files, of all folders': [['scenario/file-bounds', 'a folder with more scenario files than can be loaded']],
  'what they take in memory': [
    ['scenario/file-bounds', 'files that take too much together are told of'],
    ['scenario/file-bounds', 'what a scenario replies with counts'],
  ],
  'scenarios whose files are deleted': [
    ['scenario/file-bounds', 'of scenarios whose files are deleted the last hundred'],
  ],
}

/** What the first columns of the tables say. */
const rowsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| what | default |'))
    .map(line => line.split('|')[1]?.trim() ?? '')

/** The longest beginning that says which row this is. */
const keyOf = (row: string): string | undefined =>
  Object.keys(reached)
    .filter(key => row.startsWith(key))
    .sort((a, b) => b.length - a.length)[0]

t.test('each bound of the table is reached by a test, and each test that is named is there', async t => {
  const rows = rowsOf(table)
  t.ok(rows.length >= 40, `${rows.length} rows`)
  const keys = rows.map(keyOf)
  t.same(
    rows.filter((_, i) => keys[i] === undefined),
    [],
    'a new row needs its test here',
  )
  t.same(
    Object.keys(reached).filter(key => !keys.includes(key)),
    [],
    'rows that are no more',
  )
  t.equal(new Set(keys).size, keys.length, 'each row has its own')
  for (const [file, title] of Object.values(reached).flat()) {
    const text = readFileSync(new URL(`./${file}.test.ts`, import.meta.url), 'utf8')
    t.ok(text.includes('t.test(') && text.includes(title), `${file}: ${title}`)
  }
})
