import t from 'tap'
import { type CommandHelp, commandHelp } from '#src/cli/command-help'
import { variableOf } from '#src/flags'
import { catalogue } from '#src/groq/errors'
import { serveFlags } from '#src/settings'
import { version } from '#src/version'
import { type Ran, run, spawned } from '../helpers/cli.ts'

const STACK = /^ +at /m

/** A command that the user can mend: exit code 2, one message on stderr without a stack, nothing on stdout. */
const wrongUse = (t: Tap, { code, stdout, stderr }: Ran, ...says: readonly string[]): void => {
  t.equal(code, 2)
  t.equal(stdout, '')
  t.notMatch(stderr, STACK)
  for (const part of says) t.match(stderr, part)
}
type Tap = Pick<typeof t, 'equal' | 'match' | 'notMatch'>

t.test('a process ends with the code of its command, and each text goes to its own stream', async t => {
  const folder = t.testdir({ 'wrong.yaml': 'abot: A test.\n' })
  for (const args of [['--version'], ['schema'], ['check', folder], ['srve'], ['serve', '--port', 'x']]) {
    const [here, there] = [await run(args), await spawned(t, args)]
    t.same(there, here, `groq-mock ${args.join(' ')}`)
  }
})

t.test('--help names every flag with its variable and its default, wherever it is said', async t => {
  const { code, stdout, stderr } = await run(['--help'])
  t.equal(code, 0)
  t.equal(stderr, '')
  for (const [name, { placeholder, shownDefault, help }] of Object.entries(serveFlags)) {
    const line = stdout.split('\n').find(text => new RegExp(`^ *--${name}[ ,]`).test(text)) ?? ''
    t.match(line, `[${variableOf(name)}]`, name)
    t.match(line, help)
    if (shownDefault) t.match(line, `(default: ${shownDefault})`)
    if (placeholder === null) t.match(line, `--no-${name}`)
  }
  for (const command of ['serve', 'check', 'errors', '--version', '--json', '--markdown']) t.match(stdout, command)
  for (const args of [['-h'], ['help'], ['help', 'srve'], ['--port', '1', '--help']])
    t.equal((await run(args)).stdout, stdout, args.join(' '))
})

t.test('COMMAND --help is about the command, with all of its flags and no others', async t => {
  for (const [name, { flags, examples }] of Object.entries(commandHelp as Readonly<Record<string, CommandHelp>>)) {
    const { code, stdout } = await run([name, '--help'])
    t.equal(code, 0)
    t.match(stdout, new RegExp(`^groq-mock .*${name}.*\n\n[A-Z].*\\.\n`), name)
    t.same([...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag).sort(), Object.keys(flags).sort(), name)
    for (const example of examples) t.match(stdout, `\n  ${example}\n`)
    for (const args of [
      [name, '-h'],
      ['help', name],
    ])
      t.equal((await run(args)).stdout, stdout, args.join(' '))
  }
})

t.test('--version prints the version and nothing else', async t => {
  for (const flag of ['--version', '-v']) {
    const { code, stdout, stderr } = await run([flag])
    t.same([code, stdout, stderr], [0, `${version}\n`, ''])
  }
})

t.test('a command or flag that there is not ends with exit code 2 and one sentence', async t => {
  const rows: readonly (readonly [args: readonly string[], ...says: string[]])[] = [
    [['srve'], 'no command "srve"', 'Did you mean "serve"?'],
    [['something'], 'no command "something"', 'check, errors'],
    [[''], 'no command ""'],
    [['constructor'], 'no command "constructor"'],
    [['__proto__'], 'no command "__proto__"'],
    [['--prot', '1'], 'no flag --prot', 'Did you mean "--port"?'],
    [['serve', '--sed', '1'], 'no flag --sed', 'Did you mean "--seed"?'],
    [['serve', '--constructor=1'], 'no flag --constructor'],
    [['serve', 'flaky'], 'seen "flaky"', '--scenario flaky'],
    [['serve', '--port', 'x'], '--port is "x"', 'from 0 to 65535'],
    [['check'], 'check needs files or folders'],
    [['check', '--fix', 'a.yaml'], 'no flag --fix'],
    [['errors', 'x'], 'no status "x"', '404, 405, 413'],
    [['errors', '42'], 'no status "42"', 'Did you mean "422"?'],
    [['errors', '429', '503'], 'one status at most', '429 503'],
    [['errors', '429', '--markdown'], 'all statuses', '429'],
    [['completion'], 'bash, zsh, fish'],
    [['completion', 'tcsh'], 'bash, zsh, fish', 'tcsh'],
    [['completion', 'bash', 'zsh'], 'one shell'],
    [['errors', '--jsn'], 'no flag --jsn', 'Did you mean "--json"?'],
    [['errors', '--json', '--markdown'], '--json', '--markdown', 'one of them'],
  ]
  for (const [args, ...says] of rows)
    await t.test(`groq-mock ${args.join(' ')}`, async t => wrongUse(t, await run(args), ...says))
})

t.test('a wrong variable of serve is named', async t => {
  wrongUse(t, await run(['serve'], { GROQ_MOCK_SEED: 'x' }), 'GROQ_MOCK_SEED is "x"', 'a whole number')
})

t.test('errors prints the catalogue as a table, as JSON and as Markdown', async t => {
  const table = await run(['errors'])
  const json = await run(['errors', '--json'])
  const markdown = await run(['errors', '--markdown'])
  for (const { code, stderr } of [table, json, markdown]) t.same([code, stderr], [0, ''])
  t.same(JSON.parse(json.stdout), JSON.parse(JSON.stringify(catalogue)))
  const rows = markdown.stdout.trimEnd().split('\n')
  t.equal(rows.length, catalogue.length + 2)
  for (const row of rows) t.match(row, /^\| .* \|$|^\|---/)
  for (const { status, variants } of catalogue) {
    t.match(table.stdout, String(status))
    t.match(markdown.stdout, `| **${status}** `)
    for (const name of Object.keys(variants)) t.match(table.stdout, name)
  }
})

t.test('errors STATUS says what it means, and each variant with its body and how a scenario has it', async t => {
  const { code, stdout } = await run(['errors', '429'])
  t.equal(code, 0)
  t.match(stdout, /^429 Too Many Requests \(on Groq's errors page\)\n.+\nRetry: yes\n\ntokens-per-minute \(default\): /)
  t.match(stdout, '\n  error: 429\n')
  t.match(stdout, '\n  error: { status: 429, variant: requests-per-day }\n')
  t.match(stdout, /"code": "rate_limit_exceeded"/)
  t.notMatch(stdout, '{model}', 'nothing is left open')
  for (const facts of catalogue) {
    const { stdout } = await run(['errors', String(facts.status)])
    for (const name of Object.keys(facts.variants)) t.match(stdout, new RegExp(`^${name}(?: \\(default\\))?: `, 'm'))
    t.same(
      JSON.parse((await run(['errors', '--json', String(facts.status)])).stdout),
      JSON.parse(JSON.stringify(facts)),
    )
  }
})

const GOOD = 'about: All is well.\n'
const WRONG = 'about: A test.\nrules:\n  - name: one\n    eror: 429\n  - name: two\n    error: 429\n    tims: 2\n'

t.test('check says what is wrong at file, line and column, of all files at once', async t => {
  const folder = t.testdir({ 'good.yaml': GOOD, 'wrong.yaml': WRONG, 'broken.yaml': 'about: "x\n', 'empty.yaml': '' })
  const file = (name: string) => `${folder}/${name}.yaml`
  const clean = await run(['check', file('good')])
  t.same([clean.code, clean.stdout, clean.stderr], [0, '1 file: 0 errors, 0 warnings\n', ''])

  const { code, stdout, stderr } = await run(['check', file('wrong'), file('good'), file('broken'), file('empty')])
  t.equal(code, 1)
  t.equal(stderr, '')
  t.match(stdout, `${file('wrong')}:4:5: error: "eror" is not known`)
  t.match(stdout, 'Did you mean "error"?')
  t.match(stdout, `${file('wrong')}:7:5: error: "tims" is not known`)
  t.match(stdout, new RegExp(`${file('broken')}:\\d+:\\d+: error: `))
  t.match(stdout, new RegExp(`${file('empty')}:1:1: error: `))
  t.notMatch(stdout, `${file('good')}:`)
  t.match(stdout, /^4 files: \d+ errors, 0 warnings$/m)
  t.notMatch(stdout, STACK)
})

t.test('a folder stands for the scenario files in it', async t => {
  const shipped = await run(['check', 'scenarios'])
  t.equal(shipped.code, 0)
  t.match(shipped.stdout, /^\d+ files: 0 errors, 0 warnings\n$/)
  const folder = t.testdir({ 'a.yaml': GOOD, 'b.yml': WRONG, 'notes.txt': '', more: { 'c.yaml': WRONG } })
  const { code, stdout } = await run(['check', folder, `${folder}/a.yaml`])
  t.equal(code, 1)
  t.match(stdout, `${folder}/b.yml:4:5: error:`)
  t.match(stdout, /^3 files: \d+ errors, 0 warnings$/m)
  wrongUse(
    t,
    await run(['check', t.testdir({})]),
    'There is nothing to check in',
    'no file in it ends in .yaml or .yml',
  )
})

t.test('a file that can not be read is no file with an error: exit code 2', async t => {
  const folder = t.testdir({ 'good.yaml': GOOD, 'latin.yaml': Buffer.from([0x61, 0xff, 0x0a]), sub: {} })
  wrongUse(t, await run(['check', `${folder}/none.yaml`]), `${folder}/none.yaml: there is no such file or folder`)
  wrongUse(t, await run(['check', `${folder}/good.yaml/x`]), 'it is a file, not a folder')
  wrongUse(t, await run(['check', `${folder}/latin.yaml`]), 'latin.yaml', 'UTF-8')
})

t.test('what serve refuses for its name does not pass the check', async t => {
  const folder = t.testdir({ 'two words.yaml': GOOD, twice: { 'a.yaml': GOOD, 'a.yml': GOOD } })
  const name = await run(['check', `${folder}/two words.yaml`])
  t.equal(name.code, 1)
  t.match(name.stdout, `"two words" can't be the name of a scenario`)
  const twice = await run(['check', `${folder}/twice`])
  t.equal(twice.code, 1)
  t.match(twice.stdout, 'two files of this folder are named "a"')
})
