import t from 'tap'
import {
  choiceFlag,
  durationFlag,
  helpTable,
  listFlag,
  numberFlag,
  readArguments,
  readEnvironment,
  sizeFlag,
  switchFlag,
  textFlag,
  variableOf,
} from '#src/flags'
import { usageError } from './helpers/usage-error.ts'

const flags = {
  port: numberFlag('Where', '1', 0, 100),
  name: textFlag('NAME', 'Who', 'nobody'),
  'log-level': choiceFlag(['info', 'warn'], 'What', 'info'),
  bytes: sizeFlag('How much', '1KB'),
  'idle-for': durationFlag('How long', '1h'),
  folders: listFlag('DIR', 'Where else', ''),
  'keep-all': switchFlag('Whether', 'off'),
} as const

const read = (args: readonly string[]) => readArguments(args, flags)
const readVariables = (environment: Record<string, string>) => readEnvironment(environment, flags)

t.test('arguments are read into values, and what was not said is not there', async t => {
  const rows: readonly (readonly [args: readonly string[], said: object, words?: readonly string[]])[] = [
    [[], {}],
    [['--port', '0'], { port: 0 }],
    [['--port=100'], { port: 100 }],
    [['--name', 'a b'], { name: 'a b' }],
    [['--name=a=b'], { name: 'a=b' }],
    [['--log-level', 'warn'], { 'log-level': 'warn' }],
    [['--bytes', '2KiB'], { bytes: 2048 }],
    [['--idle-for', '1m30s'], { 'idle-for': 90_000 }],
    [['--folders', 'a', '--folders', 'b'], { folders: ['a', 'b'] }],
    [['--folders', 'a:b'], { folders: ['a:b'] }],
    [['--keep-all'], { 'keep-all': true }],
    [['--no-keep-all'], { 'keep-all': false }],
    [['word', '--port', '3', 'other'], { port: 3 }, ['word', 'other']],
    [['--port', '3', '--', '--port'], { port: 3 }, ['--port']],
  ]
  for (const [args, said, words = []] of rows) t.same(read(args), { said, words }, args.join(' '))
})

t.test('of a flag that is said twice, the last one counts', async t => {
  t.same(read(['--port', '1', '--port', '2']).said, { port: 2 })
  t.same(read(['--keep-all', '--no-keep-all']).said, { 'keep-all': false })
  t.same(read(['--no-keep-all', '--keep-all']).said, { 'keep-all': true })
})

t.test('a wrong value is shown beside the name of its flag and what is possible', async t => {
  const rows: readonly (readonly [args: readonly string[], ...says: string[]])[] = [
    [['--port', 'x'], '--port', '"x"', 'a whole number from 0 to 100'],
    [['--port', '101'], '--port', '"101"', 'from 0 to 100'],
    [['--port=-1'], '--port', '"-1"', 'from 0 to 100'],
    [['--port', '1.5'], '--port', '"1.5"'],
    [['--port', '1e1'], '--port', '"1e1"'],
    [['--port', '0x1'], '--port', '"0x1"'],
    [['--port', ' 1'], '--port', '" 1"'],
    [['--port='], '--port', '""'],
    [['--port', '99999999999999999999'], '--port', '"99999999999999999999"'],
    [['--port', '1', '--port', 'x'], '--port', '"x"'],
    [['--name', ''], '--name', '""', 'not empty'],
    [['--log-level', 'loud'], '--log-level', '"loud"', 'info, warn'],
    [['--log-level', 'INFO'], '--log-level', '"INFO"', 'info, warn'],
    [['--bytes', 'much'], '--bytes', '"much"', '64MiB'],
    [['--bytes', '-1KB'], '--bytes', '"-1KB"'],
    [['--idle-for', '3'], '--idle-for', '"3"', '30s'],
    [['--idle-for', 'forever'], '--idle-for', '"forever"'],
    [['--folders', ''], '--folders', '""', 'not empty'],
  ]
  for (const [args, ...says] of rows) usageError(t, () => read(args), ...says)
})

t.test('of several texts the one that is wrong is shown', async t => {
  usageError(t, () => read(['--folders', '', '--folders', 'b']), '--folders is ""')
  usageError(t, () => readVariables({ GROQ_MOCK_FOLDERS: 'a::b' }), /GROQ_MOCK_FOLDERS is "(a::b)?"/)
})

t.test('a flag that there is not is named, with the nearest one or with all', async t => {
  const rows: readonly (readonly [args: readonly string[], ...says: string[]])[] = [
    [['--prot', '1'], '--prot', 'Did you mean "--port"?'],
    [['--keep-al'], '--keep-al', 'Did you mean "--keep-all"?'],
    [['--no-keep-al'], '--no-keep-al', 'Did you mean "--no-keep-all"?'],
    [['--LOG-LEVEL', 'info'], 'Did you mean "--log-level"?'],
    [['--something-else'], '--something-else', '--port', '--no-keep-all'],
    [['--no-port'], 'no flag --no-port'],
    [['-p', '1'], 'no flag -p'],
    [['-p1'], 'no flag -p'],
  ]
  for (const [args, ...says] of rows) usageError(t, () => read(args), ...says)
})

t.test('a flag without its value says what it needs', async t => {
  usageError(t, () => read(['--port']), '--port needs a value: --port N.')
  usageError(t, () => read(['--folders']), '--folders needs a value: --folders DIR.')
})

t.test('a switch takes no value, and says how it is turned off', async t => {
  usageError(t, () => read(['--keep-all=false']), '--keep-all takes no value', '"false"', '--no-keep-all')
  usageError(t, () => read(['--no-keep-all=true']), '--no-keep-all takes no value', '"true"')
})

t.test('the variable of a flag is its name in capitals', async t => {
  t.equal(variableOf('log-level'), 'GROQ_MOCK_LOG_LEVEL')
  t.equal(variableOf('port'), 'GROQ_MOCK_PORT')
})

t.test('variables are read as flags are; switches by 1, true, 0 and false; lists with colons', async t => {
  const rows: readonly (readonly [name: string, text: string, said: object])[] = [
    ['GROQ_MOCK_PORT', '7', { port: 7 }],
    ['GROQ_MOCK_NAME', 'x', { name: 'x' }],
    ['GROQ_MOCK_LOG_LEVEL', 'warn', { 'log-level': 'warn' }],
    ['GROQ_MOCK_BYTES', '3', { bytes: 3 }],
    ['GROQ_MOCK_IDLE_FOR', '2s', { 'idle-for': 2000 }],
    ['GROQ_MOCK_FOLDERS', '/a', { folders: ['/a'] }],
    ['GROQ_MOCK_FOLDERS', '/a:b:c d', { folders: ['/a', 'b', 'c d'] }],
    ['GROQ_MOCK_KEEP_ALL', '1', { 'keep-all': true }],
    ['GROQ_MOCK_KEEP_ALL', 'true', { 'keep-all': true }],
    ['GROQ_MOCK_KEEP_ALL', 'TRUE', { 'keep-all': true }],
    ['GROQ_MOCK_KEEP_ALL', '0', { 'keep-all': false }],
    ['GROQ_MOCK_KEEP_ALL', 'false', { 'keep-all': false }],
    ['GROQ_MOCK_KEEP_ALL', '', {}],
    ['GROQ_MOCK_PORT', '', {}],
    ['GROQ_MOCK_NAME', '', {}],
    ['GROQ_MOCK_FOLDERS', '', {}],
    ['SOMETHING', 'x', {}],
  ]
  for (const [name, text, said] of rows) t.same(readVariables({ [name]: text }), said, `${name}=${text}`)
})

t.test('a wrong value is shown beside the name of its variable', async t => {
  const rows: readonly (readonly [name: string, text: string, ...says: string[]])[] = [
    ['GROQ_MOCK_PORT', 'x', '"x"', 'a whole number from 0 to 100'],
    ['GROQ_MOCK_LOG_LEVEL', 'loud', '"loud"', 'info, warn'],
    ['GROQ_MOCK_BYTES', 'x', '"x"', '64MiB'],
    ['GROQ_MOCK_IDLE_FOR', 'x', '"x"', '30s'],
    ['GROQ_MOCK_KEEP_ALL', 'yes', '"yes"', '1, true, 0 or false'],
    ['GROQ_MOCK_KEEP_ALL', 'on', '"on"', '1, true, 0 or false'],
    ['GROQ_MOCK_KEEP_ALL', 'constructor', '"constructor"', '1, true, 0 or false'],
    ['GROQ_MOCK_KEEP_ALL', 'toString', '"toString"', '1, true, 0 or false'],
    ['GROQ_MOCK_KEEP_ALL', '__proto__', '"__proto__"', '1, true, 0 or false'],
    ['GROQ_MOCK_FOLDERS', ':', 'not empty'],
  ]
  for (const [name, text, ...says] of rows) usageError(t, () => readVariables({ [name]: text }), name, ...says)
})

t.test('the table of help has a line for each flag, with its default and its variable', async t => {
  const lines = helpTable(flags, true).split('\n')
  t.equal(lines.length, Object.keys(flags).length)
  t.match(lines[0], /^ {2}--port N +Where \(default: 1\) \[GROQ_MOCK_PORT\]$/)
  t.match(lines[2], '--log-level info|warn')
  t.match(lines[5], /^ {2}--folders DIR +Where else \[GROQ_MOCK_FOLDERS\]$/)
  t.match(lines[6], '--keep-all, --no-keep-all')
  t.notMatch(helpTable(flags, false), 'GROQ_MOCK')
})
