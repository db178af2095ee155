import t from 'tap'
import { assertPass, connect, startMock, UsageError, type Verdict } from '#src/index'

/** What a caller writes who has no types. */
const call = (of: unknown, ...given: readonly unknown[]): Promise<unknown> =>
  (of as (...given: readonly unknown[]) => Promise<unknown>)(...given)

const failure = async (started: () => unknown): Promise<Error> => {
  try {
    await started()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was wrong')
}

t.test('what is no option is told in the words of the library', async t => {
  const mock = await startMock()
  t.teardown(() => mock.close())
  const rows: readonly (readonly [of: unknown, given: readonly unknown[], says: string | RegExp])[] = [
    [startMock, [{ scenaro: 'x' }], 'startMock: unknown option "scenaro"; did you mean "scenario"?'],
    [
      startMock,
      [{ constructor: 1 }],
      /^startMock: unknown option "constructor"; possible: scenario, seed, speed, port, /,
    ],
    [
      startMock,
      ['rate-limited'],
      "startMock takes an object, such as { scenario: 'rate-limited' }; seen the text 'rate-limited'.",
    ],
    [startMock, [null], /seen null\.$/],
    [startMock, [[]], /seen a list\.$/],
    [
      startMock,
      [{ scenario: 3 }],
      'startMock: scenario is 3; expected the name of a scenario, the path of a file, or a scenario as an object.',
    ],
    [startMock, [{ port: '4010' }], "startMock: port is '4010'; expected a whole number from 0 to 65535."],
    [startMock, [{ speed: 0 }], 'startMock: speed is 0; expected a number above 0, at most 1000000.'],
    [startMock, [{ tls: 'yes' }], "startMock: tls is 'yes'; expected true or false."],
    [startMock, [{ unref: 1 }], 'startMock: unref is 1; expected true or false.'],
    [startMock, [{ host: '' }], "startMock: host is ''; expected a text that is not empty."],
    [startMock, [{ scenarios: [1] }], 'startMock: scenarios is [ 1 ]; expected a text, or a list of texts.'],
    [startMock, [{ scenarios: '/no/such/folder' }], /^The folder of scenarios can't be used: /],
    [startMock, [{ host: 'no-such-host.invalid' }], /^The host no-such-host\.invalid has no address\./],
    [mock.session, [{ scenaro: 'x' }], 'session: unknown option "scenaro"; did you mean "scenario"?'],
    [mock.session, ['hang'], /^session takes an object, /],
    [mock.session, [{ scenario: 'hnag' }], /^There is no scenario "hnag". Did you mean "hang"\?/],
    [mock.journal, [{ stauts: 429 }], 'journal: unknown option "stauts"; did you mean "status"?'],
    [mock.journal, [{ status: 'x' }], 'The filter status is "x"; expected a status such as 429.'],
    [mock.verify, [{ macth: {} }], 'verify: unknown option "macth"; did you mean "match"?'],
    [mock.verify, [{ match: 'x' }], "verify: match is 'x'; expected an object."],
    [mock.verify, [{ match: { stauts: 1 } }], /"stauts".*Did you mean "status"\?/s],
    [mock.verdict, [{ strickt: true }], 'verdict: unknown option "strickt"; did you mean "strict"?'],
    [mock.outcome, [true], 'outcome takes an object, such as { ok: true }; seen true.'],
    [mock.advance, ['soon'], 'advance takes milliseconds, or a duration such as "60s"; seen "soon".'],
    [mock.advance, [-1], /seen -1\.$/],
    [mock.use, [3], /^use takes the name of a scenario, /],
    [connect, [3], 'connect takes the URL of a server, such as http://127.0.0.1:4010; seen 3.'],
    [connect, ['mock:4010'], /; seen "mock:4010"\.$/],
    [connect, [mock.url, { tokn: 'x' }], 'connect: unknown option "tokn"; did you mean "token"?'],
    [connect, [mock.url, 'x'], /^connect takes an object, such as \{ token \}; seen the text 'x'\.$/],
    [assertPass, [Promise.resolve()], 'assertPass takes a verdict: assertPass(await mock.verdict()).'],
  ]
  for (const [of, given, says] of rows) {
    const error = await failure(() => call(of, ...given))
    t.ok(error instanceof UsageError, `${error}`)
    if (typeof says === 'string') t.equal(error.message, says)
    else t.match(error.message, says)
    t.notMatch(error.message, /--\w/)
  }
})

t.test('a verdict that is not PASS is thrown, with what it says', async t => {
  const mock = await startMock({ scenario: 'status-401' })
  t.teardown(() => mock.close())
  const none = await mock.verdict()
  const inconclusive = await failure(() => assertPass(none))
  t.match(inconclusive, { name: 'AssertionError', actual: 'INCONCLUSIVE', expected: 'PASS' })
  t.match(inconclusive.message.replaceAll(/\s+/g, ' '), none.reasons[0])
  assertPass(none, { allowInconclusive: true })

  for (let i = 0; i < 3; i += 1)
    await (await fetch(`${mock.openaiBaseUrl}/models`, { headers: { 'x-mock-call': 'a' } })).text()
  await mock.verify({ count: 3, within: '10s' })
  const verdict = await mock.verdict()
  const failed = await failure(() => assertPass(verdict, { allowInconclusive: true }))
  t.match(failed, { name: 'AssertionError', actual: 'FAIL', expected: 'PASS' })
  t.match(failed.message.replaceAll(/\s+/g, ' '), verdict.findings[0]?.sentence)
  t.match(failed.message, /retried-non-retryable/)
  assertPass({ ...verdict, result: 'PASS' } satisfies Verdict)
})
