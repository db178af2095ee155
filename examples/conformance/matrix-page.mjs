// docs/sdk-matrix.md from docs/sdk-matrix.json: whatever it says stands in the results.

const signs = { OK: '✅', 'NON-STRICT': '🟡', FAILED: '❌', INFORMATIONAL: 'ℹ️', MISSING: '–' }

const time = ms => (ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms} ms`)
const listed = words =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
const cell = text => text.replaceAll('|', '\\|')

const versionsIn = ({ name, versions, runtime }) => {
  const packages = Object.entries(versions).map(([one, version]) => `${one.replace(/-\d+$/, '')} ${version}`)
  return packages.length === 0 ? name : `${packages.join(', ')} on ${runtime}`
}

const rowIn = ({ rows }, id) => rows.find(row => row.id === id)

/** How a row reads: the sign, the attempts, the waits, and how it ended. */
const words = row => {
  if (!row) return ''
  if (row.seen === null) return signs[row.result]
  const { attempts, calls, succeeded, reported } = row.seen
  const end =
    calls > 1
      ? `${succeeded} of ${calls} succeed`
      : reported === null
        ? 'not ended'
        : reported.ok
          ? 'success'
          : (reported.error ?? 'failure')
  const waits = row.waitsMs.length === 0 ? '' : `, after ${row.waitsMs.slice(0, 3).map(time).join(', ')}`
  const found = row.findings.length === 0 ? '' : `; ${row.findings.join(', ')}`
  return `${signs[row.result]} ${attempts}×${calls > 1 ? '' : waits}, ${end}${found}`
}

/** What may pass, by the case that shows whether it is sent again. */
const passing = [
  ['408', 'passing-408'],
  ['409', 'passing-409'],
  ['429', 'absent'],
  ['498', 'flex-498'],
  ['500', 'passing-500'],
  ['502', 'passing-502'],
  ['503', 'passing-503'],
  ['504', 'passing-504'],
  ['a reset before the answer', 'reset-before-head'],
  ['a connection that is closed before the answer', 'drop-before-head'],
  ['silence beyond the time limit', 'hang-then-well'],
]

const refused = ['400', '401', '403', '404', '413', '422']

const attemptsIn = (subject, id) => rowIn(subject, id)?.seen?.attempts ?? null

const sentAgain = subject => {
  const tried = passing.filter(([, id]) => attemptsIn(subject, id) !== null)
  const [again, once] = [
    tried.filter(([, id]) => attemptsIn(subject, id) > 1).map(([what]) => what),
    tried.filter(([, id]) => attemptsIn(subject, id) === 1).map(([what]) => what),
  ]
  const all = refused.filter(status => attemptsIn(subject, `refused-${status}`) > 1)
  return [
    again.length === 0 ? 'It sends nothing again.' : `It sends again after ${listed(again)}.`,
    once.length === 0 || again.length === 0 ? '' : `It does not after ${listed(once)}.`,
    all.length === 0 ? '' : `It sends again what is refused for good: ${listed(all)}.`,
  ]
}

const STREAM_FORMS = [
  'stream-cr',
  'stream-crlf',
  'stream-bom',
  'stream-no-blank',
  'stream-data-in-two-lines',
  'stream-fields',
  'stream-comments',
]
const BELIEVED = /reported success/

/** Sentences about a client, each said where one of the cases came to this result, and for this reason. */
const facts = [
  [
    ['seconds-on-429', 'seconds-on-503'],
    'FAILED',
    /sooner/,
    'It does not keep the wait that retry-after tells in seconds.',
  ],
  [['date-on-429'], 'FAILED', /sooner/, 'It does not keep a wait that is told as a date.'],
  [
    ['longer-than-a-minute', 'long', 'day-is-over'],
    'FAILED',
    /attempts where/,
    'Told to wait for more than a minute, it comes back before.',
  ],
  [['negative', 'words', 'empty'], 'FAILED', /it failed/, 'A retry-after that it can not read ends the call.'],
  [['waits-grow'], 'FAILED', /mean wait/, 'Its waits do not grow.'],
  [['waits-differ'], 'FAILED', /lie within/, 'Calls that fail together come back together.'],
  [['cut-by-reset', 'cut-short', 'cut-clean'], 'FAILED', BELIEVED, 'It takes a body that is broken for a success.'],
  [['answer-content-coding-lie'], 'FAILED', BELIEVED, 'It does not look at how a body says that it is compressed.'],
  [['html-200', 'empty-200', 'object-200'], 'FAILED', BELIEVED, 'It takes a 200 that is no completion for a success.'],
  [['stream-cut-by-reset'], 'FAILED', BELIEVED, 'It takes a stream that is reset for a whole one.'],
  [
    ['stream-cut-clean'],
    'FAILED',
    BELIEVED,
    'It takes a stream that just ends for a whole one: look for a finish_reason.',
  ],
  [
    ['stream-error-event', 'stream-error-bare', 'stream-error-first'],
    'FAILED',
    BELIEVED,
    'An error within a stream does not always reach whoever reads.',
  ],
  [['stream-malformed'], 'FAILED', BELIEVED, 'It passes over pieces of a stream that are no JSON.'],
  [['stream-html'], 'FAILED', BELIEVED, 'It takes a page of HTML for an empty stream.'],
  [
    ['stream-broken-not-restarted'],
    'FAILED',
    /attempts where/,
    'It begins a broken stream anew after pieces have come.',
  ],
  [STREAM_FORMS, 'FAILED', /it failed|it read/, 'It does not read every stream that the HTML Standard allows.'],
  [['stream-line-separators'], 'FAILED', /it failed|it read/, 'Letters such as U+2028 in a text break its streams.'],
  [
    ['stream-stalls'],
    'FAILED',
    /open for longer/,
    'Its time limit does not hold within a stream: put a deadline on each piece yourself.',
  ],
  [['hang-for-good'], 'FAILED', /open for longer/, 'Its time limit does not end silence.'],
  [
    ['cancel-before-head', 'cancel-in-stream'],
    'FAILED',
    /still running|still open|left the connection|attempts where/,
    'A call that is cancelled is not over at once.',
  ],
  [
    ['key-on-every-attempt', 'key-after-reset'],
    'FAILED',
    /without the idempotency key/,
    'Not every attempt carries the idempotency key.',
  ],
  [['connection-reused'], 'NON-STRICT', /connection/, 'It opens more connections than calls one after the other need.'],
]

/** How often it tries in an outage. */
const inOutage = subject => {
  const seen = rowIn(subject, 'outage-500')?.seen
  if (!seen) return ''
  const times = seen.attempts === 1 ? 'one attempt' : `${seen.attempts} attempts`
  return seen.reported === null
    ? `In an outage it had made ${times} when it was ended, and went on.`
    : `It gives an outage up after ${times}.`
}

const AT_ONCE_MS = 50

/** Whether every first retry after a 5xx comes at once. */
const retriesAtOnce = subject => {
  const ids = ['passing-500', 'passing-502', 'passing-503']
  const firsts = ids.flatMap(id => rowIn(subject, id)?.waitsMs.slice(0, 1) ?? [])
  return firsts.length > 0 && firsts.every(ms => ms < AT_ONCE_MS)
}

const paragraphOf = subject => {
  if (subject.skipped !== null) return `Not measured: ${subject.skipped}.`
  const said = facts.flatMap(([ids, result, why, sentence]) => {
    const shown = ids.filter(id => {
      const row = rowIn(subject, id)
      return row?.result === result && why.test(row.why.join('; '))
    })
    return shown.length === 0 ? [] : [`${sentence} (${shown.map(id => `\`${id}\``).join(', ')})`]
  })
  const missing = subject.rows.filter(({ result }) => result === 'MISSING')
  const why = [...new Set(missing.flatMap(row => row.why))]
  const left =
    missing.length === 0
      ? ''
      : `${missing.length} ${missing.length === 1 ? 'case was' : 'cases were'} not judged: ${why.join('; ').replace(/\?$/, '')}.`
  const atOnce = retriesAtOnce(subject) ? 'Its first retry comes at once.' : ''
  return [...sentAgain(subject), inOutage(subject), atOnce, ...said, left].filter(Boolean).join(' ')
}

const count = (subject, result) => subject.rows.filter(row => row.result === result).length

const summaryRow = subject =>
  `| ${[
    `**${subject.name}**`,
    cell(versionsIn(subject)),
    ...Object.keys(signs).map(result => count(subject, result)),
    subject.skipped === null
      ? `${subject.date}${subject.seconds === null ? '' : `, ${subject.seconds} s`}`
      : 'not measured',
  ].join(' | ')} |`

const familyTable = (family, cases, subjects) =>
  [
    `### ${family}`,
    '',
    `| case | level | ${subjects.map(({ name }) => name).join(' | ')} |`,
    `| --- | --- | ${subjects.map(() => '---').join(' | ')} |`,
    ...cases.map(
      ({ id, level, title }) =>
        `| \`${id}\`<br>${cell(title)} | ${level} | ${subjects.map(one => cell(words(rowIn(one, id)))).join(' | ')} |`,
    ),
  ].join('\n')

const minutes = seconds => `${Math.floor(seconds / 60)} min ${seconds % 60} s`

/** How long the last run of everything took, where there was one. */
const wholeRun = whole =>
  !whole
    ? ''
    : ` All ${whole.clients} clients were run on ${whole.date}, ${whole.atOnce} side by side with ${whole.jobs} cases each, on ${whole.cores} cores: that took ${minutes(whole.wallSeconds)}, where the times of the clients add up to ${minutes(whole.sumSeconds)}; installing them is not in it.`

/** The page: a table of sums, a paragraph a client, and every row. */
export const matrixPage = ({ subjects, command, whole }, { cases }) => {
  const seen = subjects.filter(({ skipped }) => skipped === null)
  const families = [...new Set(cases.map(({ family }) => family))]
  return `${[
    '# What clients of the Groq API do when things go wrong',
    '',
    `Every client below was run through the [conformance suite](conformance.md), ${cases.length} cases, against the mock, with its defaults. Written by \`${command}\` from [sdk-matrix.json](sdk-matrix.json), which has every row with its reasons; nothing here is written by hand. \`npm run sdk-matrix -- --check\` says which rows no longer hold.${wholeRun(whole)}`,
    '',
    `| client | versions | ${Object.entries(signs)
      .map(([result, sign]) => `${sign} ${result}`)
      .join(' | ')} | measured |`,
    `| --- | --- | ${Object.keys(signs)
      .map(() => '---')
      .join(' | ')} | --- |`,
    ...subjects.map(summaryRow),
    '',
    'A FAILED is a case in which the client did not do what the case wants, at the level that stands with it: a SHOULD is advice of the source that the case names, not a law.',
    '',
    '## What to know before you ship with …',
    '',
    ...subjects.flatMap(subject => [`**${subject.name}** (${versionsIn(subject)}). ${paragraphOf(subject)}`, '']),
    '## Every row',
    '',
    'The sign is the result; behind it the attempts, the waits before the second and further ones, how the call ended, and what the verdict found.',
    '',
    ...families.flatMap(family => [
      familyTable(
        family,
        cases.filter(one => one.family === family),
        seen,
      ),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()}\n`
}
