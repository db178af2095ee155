import t from 'tap'
import { variableOf } from '#src/flags'
import { isLoopback, readSettings, type Settings, serveFlags, settingsFrom } from '#src/settings'
import { tlsFlags } from '#src/tls/tls-flags'
import { UsageError } from '#src/usage-error'

type Name = keyof typeof serveFlags

const read = (args: readonly string[], environment: NodeJS.ProcessEnv = {}, isTerminal = false) =>
  readSettings(args, environment, isTerminal)

interface Row {
  readonly flag: Name
  readonly setting: keyof Settings
  readonly default: unknown
  /** What a variable says, what it then is; and the same of the flag. */
  readonly variable: readonly [text: string, value: unknown]
  readonly said: readonly [args: readonly string[], value: unknown]
}

const value = (
  flag: Name,
  setting: keyof Settings,
  byDefault: unknown,
  variable: readonly [string, unknown],
  said: readonly [string, unknown],
): Row => ({ flag, setting, default: byDefault, variable, said: [[`--${flag}`, said[0]], said[1]] })

const onOff = (flag: Name, setting: keyof Settings, byDefault: boolean): Row => ({
  flag,
  setting,
  default: byDefault,
  variable: [byDefault ? 'false' : '1', !byDefault],
  said: [[byDefault ? `--${flag}` : `--no-${flag}`], byDefault],
})

const rows: readonly Row[] = [
  value('port', 'port', 4010, ['1', 1], ['2', 2]),
  value('host', 'host', '127.0.0.1', ['localhost', 'localhost'], ['::1', '::1']),
  value('advertise', 'advertise', null, ['http://a:1', 'http://a:1'], ['https://b.test/mock/', 'https://b.test/mock']),
  value('ready-file', 'readyFile', null, ['/a.json', '/a.json'], ['b', 'b']),
  value('scenario', 'scenario', 'steady-state', ['flaky', 'flaky'], ['./a.yaml', './a.yaml']),
  value('scenarios', 'scenarioFolders', [], ['/a:/b', ['/a', '/b']], ['/c', ['/c']]),
  value('seed', 'seed', null, ['1', 1], ['0', 0]),
  value('speed', 'speed', 1, ['60', 60], ['0.5', 0.5]),
  onOff('watch', 'watch', true),
  value('journal-bytes', 'journalBytes', 64 * 1024 ** 2, ['1MiB', 1024 ** 2], ['0', 0]),
  value('journal-file', 'journalFile', null, ['/a', '/a'], ['./b', './b']),
  value('journal-file-size', 'journalFileBytes', null, ['1MiB', 1024 ** 2], ['64KiB', 65_536]),
  onOff('keep-bodies', 'keepBodies', true),
  value('scenario-bytes', 'scenarioBytes', 64 * 1024 ** 2, ['1MiB', 1024 ** 2], ['0', 0]),
  value('sessions', 'sessions', 10_000, ['1', 1], ['1000000', 1_000_000]),
  value('session-bytes', 'sessionBytes', 256 * 1024 ** 2, ['1GiB', 1024 ** 3], ['0', 0]),
  value('body-bytes', 'bodyBytes', 256 * 1024 ** 2, ['1MiB', 1024 ** 2], ['0', 0]),
  value('file-bytes', 'fileBytes', 1024 ** 3, ['1MiB', 1024 ** 2], ['0', 0]),
  value('session-ttl', 'sessionTtlMs', 3_600_000, ['1s', 1000], ['2m', 120_000]),
  value('control-token', 'controlToken', null, ['a', 'a'], ['b', 'b']),
  onOff('control-open', 'controlOpen', false),
  onOff('control', 'control', true),
  onOff('mock-headers', 'mockHeaders', true),
  value('log-level', 'logLevel', 'info', ['warn', 'warn'], ['silent', 'silent']),
  value('log-format', 'logFormat', 'json', ['text', 'text'], ['json', 'json']),
]

t.test('every flag of serve is in the table of this test', async t => {
  const others = Object.keys(serveFlags).filter(name => !Object.hasOwn(tlsFlags, name))
  t.same(rows.map(({ flag }) => flag).sort(), others.sort())
  t.equal(new Set([...rows.map(({ setting }) => setting), 'tls']).size, Object.keys(settingsFrom({})).length)
})

t.test('the flags of TLS and their variables come to one setting', async t => {
  const files = { certFile: 'a', keyFile: 'b' }
  t.equal(read([]).settings.tls, null)
  t.same(read(['--tls']).settings.tls, { caFile: null })
  t.same(read([], { GROQ_MOCK_TLS: '1', GROQ_MOCK_TLS_CA: 'c' }).settings.tls, { caFile: 'c' })
  t.equal(read(['--no-tls'], { GROQ_MOCK_TLS: '1' }).settings.tls, null)
  t.same(read(['--tls-cert', 'a', '--tls-key', 'b']).settings.tls, files)
  t.same(read(['--tls-cert', 'a'], { GROQ_MOCK_TLS_CERT: 'x', GROQ_MOCK_TLS_KEY: 'b' }).settings.tls, files)
})

t.test('a flag wins over its variable, the variable over the default', async t => {
  for (const { flag, setting, default: byDefault, variable, said } of rows) {
    const environment = { [variableOf(flag)]: variable[0] }
    t.same(read([]).settings[setting], byDefault, `${flag} by default`)
    t.same(read([], environment).settings[setting], variable[1], `${flag} from its variable`)
    t.same(read(said[0], environment).settings[setting], said[1], `${flag} said beside its variable`)
    t.same(read(said[0]).settings[setting], said[1], `${flag} said alone`)
  }
})

t.test('an empty variable says nothing', async t => {
  const environment = Object.fromEntries(rows.map(({ flag }) => [variableOf(flag), '']))
  t.same(read([], environment).settings, settingsFrom({}))
  t.same(read([], environment).warnings, [])
})

t.test('the defaults that --help shows are the ones that are in force', async t => {
  const shown = Object.fromEntries(Object.entries(serveFlags).map(([name, flag]) => [name, flag.shownDefault]))
  const settings = settingsFrom({})
  for (const name of ['port', 'host', 'scenario', 'sessions', 'log-level'] as const)
    t.equal(shown[name], String(settings[name === 'log-level' ? 'logLevel' : name]), name)
  t.equal(serveFlags['journal-bytes'].read([shown['journal-bytes'] ?? '']), settings.journalBytes)
  t.equal(serveFlags['scenario-bytes'].read([shown['scenario-bytes'] ?? '']), settings.scenarioBytes)
  t.equal(serveFlags['session-bytes'].read([shown['session-bytes'] ?? '']), settings.sessionBytes)
  t.equal(serveFlags['body-bytes'].read([shown['body-bytes'] ?? '']), settings.bodyBytes)
  t.equal(serveFlags['file-bytes'].read([shown['file-bytes'] ?? '']), settings.fileBytes)
  t.equal(serveFlags['session-ttl'].read([shown['session-ttl'] ?? '']), settings.sessionTtlMs)
})

t.test('folders of scenarios: the flag is repeatable and does not add to the variable', async t => {
  t.same(read(['--scenarios', 'a', '--scenarios', 'b']).settings.scenarioFolders, ['a', 'b'])
  t.same(read(['--scenarios', 'a'], { GROQ_MOCK_SCENARIOS: 'b:c' }).settings.scenarioFolders, ['a'])
})

t.test('bodies are kept on loopback and nowhere else, unless said', async t => {
  const cases: readonly (readonly [args: readonly string[], kept: boolean])[] = [
    [['--host', '127.0.0.1'], true],
    [['--host', 'localhost'], true],
    [['--host', '::1'], true],
    [['--host', '0.0.0.0'], false],
    [['--host', '::'], false],
    [['--host', '0.0.0.0', '--keep-bodies'], true],
    [['--no-keep-bodies'], false],
  ]
  for (const [args, kept] of cases) t.equal(read(args).settings.keepBodies, kept, args.join(' '))
})

t.test('the log is text on a terminal and JSON elsewhere, unless said', async t => {
  t.equal(read([], {}, true).settings.logFormat, 'text')
  t.equal(read([], {}, false).settings.logFormat, 'json')
  t.equal(read(['--log-format', 'json'], {}, true).settings.logFormat, 'json')
  t.equal(read([], { GROQ_MOCK_LOG_FORMAT: 'text' }, false).settings.logFormat, 'text')
})

t.test('only addresses of this machine alone are loopback', async t => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', '::1', '[::1]'])
    t.equal(isLoopback(host), true, host)
  for (const host of [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '1127.0.0.1',
    '',
  ])
    t.equal(isLoopback(host), false, host)
})

t.test('wrong values name the flag or the variable, show what was seen and say what is possible', async t => {
  const cases: readonly (readonly [
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    says: readonly string[],
  ])[] = [
    [['--port', '65536'], {}, ['--port is "65536"', 'from 0 to 65535']],
    [[], { GROQ_MOCK_PORT: '65536' }, ['GROQ_MOCK_PORT is "65536"', 'from 0 to 65535']],
    [[], { GROQ_MOCK_PORT: 'tcp' }, ['GROQ_MOCK_PORT is "tcp"']],
    [['--seed', '-1'], {}, ['--seed']],
    [['--seed', '9007199254740992'], {}, ['--seed is "9007199254740992"']],
    [['--sessions', '0'], {}, ['--sessions is "0"', 'from 1 to 1000000']],
    [[], { GROQ_MOCK_SESSIONS: '1000001' }, ['GROQ_MOCK_SESSIONS is "1000001"']],
    [['--session-ttl', '1 hour'], {}, ['--session-ttl is "1 hour"', '30s, 10m or 1h']],
    [[], { GROQ_MOCK_JOURNAL_BYTES: 'lots' }, ['GROQ_MOCK_JOURNAL_BYTES is "lots"', '64MiB']],
    [[], { GROQ_MOCK_CONTROL: 'off' }, ['GROQ_MOCK_CONTROL is "off"', '1, true, 0 or false']],
    [['--log-level', 'verbose'], {}, ['--log-level is "verbose"', 'trace, debug, info, warn, error, fatal, silent']],
    [[], { GROQ_MOCK_LOG_FORMAT: 'xml' }, ['GROQ_MOCK_LOG_FORMAT is "xml"', 'text, json']],
    ...[
      'mock-1:4010',
      'ftp://mock',
      'http://',
      'http:///x',
      'http://a b',
      'http://me:pw@mock',
      'http://mock?a',
      'http://mock/#a',
    ].map((url): (typeof cases)[number] => [
      [],
      { GROQ_MOCK_ADVERTISE: url },
      [`GROQ_MOCK_ADVERTISE is ${JSON.stringify(url)}`, 'a URL such as http://mock-1:4010'],
    ]),
    [['--advertise', 'mock-1'], {}, ['--advertise is "mock-1"', 'with http or https, a host']],
    [['--scenarioss', 'a'], {}, ['no flag --scenarioss', 'Did you mean "--scenarios"?']],
    [['--no-contrl'], {}, ['Did you mean "--no-control"?']],
  ]
  for (const [args, environment, says] of cases) {
    try {
      read(args, environment)
      t.fail(`${args.join(' ')} ${JSON.stringify(environment)} passed`)
    } catch (error) {
      t.ok(error instanceof UsageError, String(error))
      for (const part of says) t.match((error as Error).message, part)
    }
  }
})

t.test('what Kubernetes sets for a service of this name is ignored with a warning', async t => {
  const { settings, warnings } = read([], {
    GROQ_MOCK_PORT: 'tcp://10.0.0.7:4010',
    GROQ_MOCK_PORT_4010_TCP: 'tcp://10.0.0.7:4010',
    GROQ_MOCK_PORT_4010_TCP_PROTO: 'tcp',
    GROQ_MOCK_PORT_4010_TCP_PORT: '4010',
    GROQ_MOCK_PORT_4010_TCP_ADDR: '10.0.0.7',
    GROQ_MOCK_SERVICE_HOST: '10.0.0.7',
    GROQ_MOCK_SERVICE_PORT: '4010',
    GROQ_MOCK_SERVICE_PORT_HTTP: '4010',
  })
  t.equal(settings.port, 4010)
  t.equal(warnings.length, 1)
  t.match(warnings[0], 'GROQ_MOCK_PORT=tcp://10.0.0.7:4010')
  t.match(warnings[0], 'Kubernetes')
  t.equal(read(['--port', '9'], { GROQ_MOCK_PORT: 'tcp://10.0.0.7:4010' }).settings.port, 9)
})

t.test('a stray variable is warned of, with the one that was probably meant', async t => {
  const cases: readonly (readonly [environment: NodeJS.ProcessEnv, ...warnings: (readonly string[])[]])[] = [
    [{ GROQ_MOCK_SCENARIOO: 'x' }, ['GROQ_MOCK_SCENARIOO', 'did you mean GROQ_MOCK_SCENARIO?']],
    [{ GROQ_MOCK_NO_CONTROL: '1' }, ['GROQ_MOCK_NO_CONTROL', 'did you mean GROQ_MOCK_CONTROL?']],
    [{ GROQ_MOCK_UTTERLY_DIFFERENT_THING: 'x' }, ['GROQ_MOCK_UTTERLY_DIFFERENT_THING']],
    [{ GROQ_MOCK_PROT: '1', GROQ_MOCK_HOTS: 'x' }, ['GROQ_MOCK_PROT'], ['GROQ_MOCK_HOTS', 'GROQ_MOCK_HOST?']],
    [{ GROQ_MOCK_URL: 'x', GROQ_MOCK_SESSION: 'x', GROQ_MOCK_CONTROL_URL: 'x', GROQ_MOCK_COMMAND: 'x' }],
    [{ GROQ_API_KEY: 'x', GROQ_BASE_URL: 'x', groq_mock_port: '1', XGROQ_MOCK_PORT: '1', PATH: 'x' }],
  ]
  for (const [environment, ...expected] of cases) {
    const { settings, warnings } = read([], environment)
    t.same(settings, settingsFrom({}))
    t.equal(warnings.length, expected.length, JSON.stringify(warnings))
    for (const [i, says] of expected.entries()) for (const part of says) t.match(warnings[i], part)
  }
})

t.test('a warning never shows the value of a variable: it may be a secret', async t => {
  const { warnings } = read([], { GROQ_MOCK_CONTROL_TOKN: 'hush-hush' })
  t.match(warnings[0], 'GROQ_MOCK_CONTROL_TOKEN')
  t.notMatch(warnings[0], 'hush')
})

t.test('words beside flags are handed back, and settings can not be changed', async t => {
  t.same(read(['a', '--port', '1', 'b']).words, ['a', 'b'])
  t.ok(Object.isFrozen(read([]).settings))
})
