import { symlinkSync } from 'node:fs'
import t from 'tap'
import { documentedStatuses } from '#src/groq/errors'
import { ScenarioError } from '#src/scenario/diagnostic'
import { looksLikeFile, nameOf, placeBeside, scenarioFiles } from '#src/scenario/files'
import { Library } from '#src/scenario/library'

const about = (what: string) => `about: ${what}.\n`
const WRONG = 'about: A test.\nrulez: []\n'

const diagnosticsOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics
    throw error
  }
  return []
}

t.test('what ships with the package is there: a scenario a status, and those of the folder', async t => {
  const library = new Library()
  for (const status of documentedStatuses) {
    const name = `status-${status}`
    t.match(library.shelved(name), { origin: 'status', file: null })
    t.equal(library.get(name)?.name, name)
  }
  t.match(library.shelved('steady-state'), { origin: 'shipped', file: /scenarios.steady-state\.yaml$/ })
  t.same(library.names(), [...library.names()].sort())
  t.same(
    library.all().map(({ name }) => name),
    library.names(),
  )
  for (const { name, reading } of library.all()) t.same(reading.diagnostics, [], name)
})

t.test('a folder adds to what is there, and a later one wins', async t => {
  const folder = t.testdir({
    one: { 'mine.yaml': about('One'), 'steady-state.yml': about('Mine') },
    two: { 'mine.yml': about('Two') },
  })
  const library = new Library()
  const before = library.names().length
  library.addFolder(`${folder}/one`)
  t.equal(library.names().length, before + 1)
  t.match(library.shelved('mine'), { origin: 'file', file: `${folder}/one/mine.yaml`, text: about('One') })
  t.equal(library.get('steady-state')?.about, 'Mine.', 'over the shipped one too')
  library.addFolder(`${folder}/two`)
  t.equal(library.get('mine')?.about, 'Two.')
  t.equal(library.get('steady-state')?.about, 'Mine.')
})

t.test('an empty folder adds nothing', async t => {
  const library = new Library()
  const before = library.names()
  library.addFolder(t.testdir({}))
  t.same(library.names(), before)
})

t.test('of a folder only what ends in yaml or yml is read, and nothing hidden', async t => {
  const folder = t.testdir({
    'b.yaml': about('B'),
    'a.yml': about('A'),
    'a.json': '{}',
    'notes.txt': '',
    'c.yaml.bak': '',
    '.hidden.yaml': WRONG,
    '..data': { 'd.yaml': about('D') },
    sub: { 'e.yaml': about('E') },
    'UPPER.YAML': about('F'),
  })
  symlinkSync('..data/d.yaml', `${folder}/d.yaml`)
  t.same(scenarioFiles(folder).map(nameOf), ['a', 'b', 'd'], 'in the order of names; links as Kubernetes makes them')
  const library = new Library()
  library.addFolder(folder)
  t.equal(library.get('d')?.about, 'D.')
})

t.test('one name twice in one folder is an error that names it', async t => {
  const folder = t.testdir({ 'a.yaml': about('A'), 'a.yml': about('A') })
  const library = new Library()
  t.match(
    diagnosticsOf(() => library.addFolder(folder)),
    [{ file: `${folder}/a.yml`, line: 1, column: 1, severity: 'error', message: 'are named "a"', hint: 'rename one' }],
  )
  t.equal(library.get('a'), undefined, 'neither is taken')
})

t.test('all files of a folder that do not load are told at once', async t => {
  const folder = t.testdir({
    'a.yaml': WRONG,
    'b c.yaml': about('B'),
    'd.yaml': about('D'),
    'e.yaml': Buffer.from([0xff, 0xfe]),
    'f.yaml': {},
  })
  const found = diagnosticsOf(() => new Library().addFolder(folder))
  t.match(found, [
    { file: `${folder}/a.yaml`, line: 2, column: 1, message: '"rulez" is not known', hint: 'Did you mean "rules"?' },
    { file: `${folder}/b c.yaml`, message: `"b c" can't be the name of a scenario` },
    { file: `${folder}/e.yaml`, message: 'its bytes are not UTF-8 text' },
    { file: `${folder}/f.yaml`, message: 'it is a folder, not a file' },
  ])
  t.equal(found.length, 4)
})

t.test('a file is added under its name, or told with what is wrong with it', async t => {
  const long = 'x'.repeat(101)
  const folder = t.testdir({
    'a.yaml': about('A'),
    'b.yaml': WRONG,
    'ü.yaml': about('U'),
    [`${long}.yaml`]: about('L'),
  })
  const library = new Library()
  t.match(library.addFile(`${folder}/a.yaml`), { name: 'a', about: 'A.' })
  t.equal(library.get('a')?.about, 'A.')
  const rows: readonly (readonly [file: string, message: string])[] = [
    ['b.yaml', '"rulez" is not known'],
    ['ü.yaml', `"ü" can't be the name`],
    [`${long}.yaml`, "can't be the name"],
    ['none.yaml', 'there is no such file or folder'],
    ['a.yaml/x.yaml', 'it is a file, not a folder'],
  ]
  for (const [file, message] of rows)
    t.match(
      diagnosticsOf(() => library.addFile(`${folder}/${file}`)),
      [{ file: `${folder}/${file}`, severity: 'error', message }],
      file,
    )
  t.same(
    diagnosticsOf(() => library.addFile(`${folder}/none.yaml`)).map(({ message }) => message),
    ['there is no such file or folder'],
    'the message does not say the file again',
  )
})

t.test('a value is added under a name; a wrong one is told with line and column, and not kept', async t => {
  const library = new Library()
  t.match(library.addInline('mine', { about: 'Mine.', seed: 3 }), { name: 'mine', seed: 3 })
  t.match(library.shelved('mine'), { origin: 'inline', file: null })
  const found = diagnosticsOf(() =>
    library.addInline('other', { about: 'Other.', rules: [{ name: 'one', eror: 429 }] }),
  )
  t.match(found, [{ file: 'other', severity: 'error', message: '"eror"', hint: 'Did you mean "error"?' }])
  t.ok((found[0]?.line ?? 0) > 1 && (found[0]?.column ?? 0) > 1)
  t.equal(library.shelved('other'), undefined)
  t.match(
    diagnosticsOf(() => library.addInline('mine', {})),
    [{ message: 'about' }],
  )
  t.equal(library.get('mine')?.about, 'Mine.', 'the earlier one stays')
})

t.test('a name that there is not is told with the nearest, and with at most twenty of those there are', async t => {
  const library = new Library()
  t.equal(library.get('stedy-state'), undefined)
  t.equal(library.shelved('stedy-state'), undefined)
  t.match(
    library.unknown('stedy-state'),
    'There is no scenario "stedy-state". Did you mean "steady-state"? There are: ',
  )
  t.notMatch(library.unknown('utterly different'), 'Did you mean')
  const listed = (name: string) => library.unknown(name).split('There are: ')[1] ?? ''
  t.equal(listed('status-5').split(', ').length, 20)
  t.match(listed('status-5'), /^status-503|^status-500|^status-502/)
  t.match(listed('status-5'), new RegExp(` and ${library.names().length - 20} more\\.$`))
  for (let i = 0; i < 2000; i += 1) library.addInline(`scenario-${i}`, { about: 'A test.' })
  t.ok(library.unknown('x').length < 1000)
  t.ok(library.unknown('x'.repeat(500)).length < 1500)
  for (const name of ['constructor', '__proto__', '']) t.equal(library.get(name), undefined)
})

t.test('a word is a file where it looks like a path', async t => {
  for (const word of ['a.yaml', 'a.yml', './a', '/a/b', 'a/b.yaml', '../a.yaml'])
    t.equal(looksLikeFile(word), true, word)
  for (const word of ['a', 'steady-state', 'a.b', 'yaml', 'a.yaml.bak']) t.equal(looksLikeFile(word), false, word)
})

t.test('a scenario reads files beside it and below, and none outside', async t => {
  const folder = t.testdir({
    'secret.txt': 'secret',
    in: { 'a.yaml': about('A'), 'page.html': '<p>', deeper: { 'b.html': '<b>' } },
  })
  symlinkSync('../secret.txt', `${folder}/in/link.txt`)
  const { readFile } = placeBeside(`${folder}/in/a.yaml`)
  t.equal(String(readFile('page.html')), '<p>')
  t.equal(String(readFile('deeper/../deeper/b.html')), '<b>')
  for (const name of ['../secret.txt', 'link.txt', `${folder}/secret.txt`, '/etc/passwd', '..'])
    t.match(readFile(name), "is outside the scenario's folder", name)
  t.match(readFile('none.html'), 'there is no such file or folder')
  t.match(readFile('deeper'), 'it is a folder, not a file')
})
