import { findingIds } from '../../contract.ts'
import { entrySchema } from '../../journal/entry-schema.ts'
import { expectKeys } from '../../verdict/expectations/index.ts'
import { declaredShape, spokenShape } from './session-shapes.ts'
import { byName, count, flag, list, named, number, object, oneOf, orNull, text } from './shapes.ts'

const { told, remaining, flaws, endedBy, certainty } = entrySchema.properties

const evidence = {
  entry: text('The id of the entry.'),
  at: text('When its request came: ISO 8601.'),
  offsetMs: number("The same in milliseconds since the session's first request."),
}
const evidenceShape = named('Evidence', 'An entry of the journal that shows it.', evidence)

const findingShape = named('Finding', 'Something that the client did, as often as it did it.', {
  id: oneOf(findingIds, 'Which finding it is.'),
  severity: oneOf(['FAIL', 'WARN', 'INFO'], 'Whether it fails the client, is advice, or no judgement.'),
  sentence: text('What was told, and what the client did.'),
  occurrences: count('How many calls show it; of some findings, how many runs.'),
  evidence: list(evidenceShape, 'The first of them.'),
  basis: text('What it rests on.'),
  certainty,
  change: text('What to change in the client.'),
  allowed: flag('Whether the scenario allows it: shown, but not judged.'),
  doubt: orNull(text("Why it can't be held against the client."), 'Null where it can.'),
})

const expectationShape = named('Expectation', 'One line of `expect`, and whether it holds.', {
  key: oneOf(expectKeys, 'Its key.'),
  says: text('As it stands in the file.'),
  place: text('File and line.'),
  met: orNull(flag('Whether it holds.'), "Null where it can't be told."),
  seen: flag('Whether anything happened that it speaks of.'),
  sentence: text('What was seen.'),
  evidence: list(evidenceShape, 'Entries that show it.'),
})

const end = oneOf(['served', 'retryable', 'final', 'luck', 'left'], 'How it ended for its client.')
const maybeNumber = (description: string, means: string) => orNull(number(description), means)
const maybeText = (description: string) => orNull(text(description), 'Null for none.')

const attemptShape = named('Attempt', 'One request of a call; times in milliseconds.', {
  ...evidence,
  attempt: count('From 1.'),
  startedMs: number('When it came.'),
  answeredMs: maybeNumber('The first byte of the answer.', 'Null where none came.'),
  endedMs: number('When it was over.'),
  waitMs: maybeNumber('Since the attempt before it had ended; negative before that.', 'Null for the first.'),
  end,
  status: orNull(count('The status.'), 'Null where none was sent.'),
  endedBy,
  flaws,
  told,
  remaining,
  rule: maybeText('The rule that decided.'),
  because: text('Why it got what it got.'),
  retryCount: orNull(count('What x-stainless-retry-count said.'), 'Null for nothing.'),
  certainty,
  fingerprint: text('Equal for requests that ask for the same.'),
  connection: count('The number of the connection.'),
  requestOnConnection: count('The number of this request on it.'),
  stream: flag('Whether it was answered with a stream.'),
  chunks: count('Events of the stream.'),
})

const callShape = named('Call', 'One thing that the client wanted, with the requests it made for it.', {
  id: text('Its id.'),
  endpoint: maybeText('The endpoint.'),
  model: maybeText('The model.'),
  userAgent: maybeText('The user-agent.'),
  follows: maybeText('The equal call that had failed before it.'),
  attempts: list(attemptShape, 'In their order; of very many the first ones and the last.'),
  attemptCount: count('How many there were.'),
  end,
  declared: orNull(flag('What the application declared.'), 'Null for nothing.'),
  findings: list(oneOf(findingIds, 'A finding.'), 'What was found in it.'),
})

const contractShape = {
  ...object({
    file: text('The file of the scenario.'),
    expect: object({
      values: { type: 'object', description: 'What it expects, by key.' },
      lines: byName(count('A line.'), 'Where that stands.'),
      allow: list(oneOf(findingIds, 'A finding.'), 'Findings that are not held against the client.'),
    }),
    planned: list(
      object({ name: text('The rule.'), needed: count('How often it has to speak to be used up.') }),
      'Rules of which the scenario says how often they speak.',
    ),
    outages: list(
      object({
        rule: text('The rule.'),
        fromMs: number('Session time.'),
        toMs: maybeNumber('Session time.', 'Null: no end.'),
      }),
      'Windows of session time in which a rule makes requests fail.',
    ),
  }),
  description: 'What the scenario expects of its client.',
}

export const verdictShape = named('Verdict', 'What the journal says about the client.', {
  result: oneOf(['PASS', 'FAIL', 'INCONCLUSIVE'], 'The result.'),
  session: text('The session.'),
  scenario: text('The scenario that it runs.'),
  reasons: list(text('A reason.'), 'Why it is not PASS, the most important first.'),
  findings: list(findingShape, 'What the client did wrong, and what is worth a word.'),
  expectations: list(expectationShape, 'What the scenario expects, and whether it holds.'),
  calls: list(callShape, 'The calls; bounded.'),
  counts: object({
    entries: count('How many entries were judged.'),
    calls: count('How many calls there were.'),
    callsLeftOut: count('How many of them are not shown.'),
  }),
  costs: {
    ...object({
      attemptsPerCall: number('Attempts a call.'),
      extraLoadPercent: number('Attempts beyond the first of each call, per hundred calls.'),
      tokensWasted: number('Delivered in streams that were broken, left, or asked for again.'),
      timeAddedMs: number('From the first failure of a call to the start of its last attempt, over all calls.'),
      timeToRecoverMs: maybeNumber(
        'The longest time from the first failure of a call to its success.',
        'Null for none.',
      ),
      recovered: count('How many calls succeeded after a retry.'),
      failedFirst: count('How many failed first.'),
    }),
    description: 'What resilience costs.',
  },
  lateMs: maybeNumber('How late the server was: the 99th percentile over the session.', 'Null where it is not known.'),
  trial: {
    ...object({
      session: text('The session.'),
      scenario: text('The scenario.'),
      contract: contractShape,
      speed: number('Seconds of session time in a real one.'),
      strict: flag('Whether a WARN fails.'),
    }),
    description: 'What the judge knew before it saw an entry.',
  },
  facts: {
    ...object({
      evicted: count('Entries that the journal had no room for.'),
      lateMs: maybeNumber('How late the server was.', 'Null where it is not known.'),
      spoken: orNull(spokenShape, 'Null where that is counted from the entries.'),
      underWay: count('Requests that are still being answered.'),
      declared: list(declaredShape, 'What the application said of how it ended.'),
      exitCode: {
        anyOf: [{ type: 'integer' }, { const: 'none' }, { type: 'null' }],
        description: 'Of the command that ran; `none` where it had to be ended, null where none ran.',
      },
      lost: list(text('A sentence.'), 'What is missing.'),
    }),
    description: 'What the judge learned at the end, beside the entries.',
  },
})
