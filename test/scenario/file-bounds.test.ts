import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { realClock } from '#src/clock/clock'
import { ScenarioError } from '#src/scenario/diagnostic'
import { Library } from '#src/scenario/library'
import { Reader } from '#src/scenario/reader'

const MIB = 1024 ** 2
const reader = new Reader({ clock: realClock })
t.teardown(() => reader.end())
const about = (text: string) => `about: ${text}.\n`
const replying = (...files: readonly string[]) =>
  `about: A test.\nrules:\n${files.map(file => `  - reply: { status: 200, file: ${file} }\n`).join('')}`

const whyNot = (act: () => unknown): string => {
  try {
    act()
    return ''
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return error.message
  }
}

t.test('a folder with more scenario files than can be loaded is told of, with the number', async t => {
  const folder = t.testdir({ 'a.yaml': about('A'), 'b.yaml': about('B'), 'c.yaml': about('C') })
  const library = new Library({ mostFiles: 2, mostBytes: MIB })
  t.match(
    whyNot(() => library.addFolder(folder)),
    /c\.yaml:1:1: .*there are more scenario files than 2, which is as many as can be loaded[\s\S]*Leave out files/,
  )
})

t.test('files that take too much together are told of, with what is left', async t => {
  const folder = t.testdir({ 'a.yaml': about('x'.repeat(60_000)), 'b.yaml': about('y'.repeat(60_000)) })
  const library = new Library({ mostFiles: 100, mostBytes: 200 * 1024 })
  t.match(
    whyNot(() => library.addFolder(folder)),
    /b\.yaml:1:1: .*no room for it: it takes about 12\d KiB in memory.* of the 200 KiB that all scenario files may take, 7\d KiB are left/,
  )
  t.ok(library.get('a'))
  t.equal(library.get('b'), undefined)
})

t.test('what a scenario replies with counts, and is not read beyond the bound', async t => {
  const folder = t.testdir({
    'a.yaml': replying('one.bin', 'two.bin'),
    'one.bin': Buffer.alloc(MIB),
    'two.bin': Buffer.alloc(MIB),
  })
  t.match(
    whyNot(() => new Library({ mostFiles: 9, mostBytes: 1.5 * MIB }).addFolder(folder)),
    /a\.yaml:4:\d+: .*no room for the file "two\.bin": .*1\.5 MiB/,
  )
  t.equal(
    whyNot(() => new Library({ mostFiles: 9, mostBytes: 2.5 * MIB }).addFolder(folder)),
    '',
  )
})

t.test('rules that reply with one file share its bytes, which count once', async t => {
  const folder = t.testdir({ 'a.yaml': replying(...Array(20).fill('one.bin')), 'one.bin': Buffer.alloc(MIB) })
  const library = new Library({ mostFiles: 9, mostBytes: 1.5 * MIB })
  t.equal(
    whyNot(() => library.addFolder(folder)),
    '',
  )
  const bodies = library.get('a')?.rules.map(({ choice }) => {
    const outcome = choice.kind === 'outcome' ? choice.outcome : null
    return outcome?.kind === 'reply' ? outcome.reply.body : null
  })
  t.equal(bodies?.length, 20)
  t.equal(new Set(bodies).size, 1, 'one body')
})

t.test('an edit that has no room keeps the last good version, and what is deleted makes room', async t => {
  const folder = t.testdir({ 'a.yaml': about('A'), 'b.yaml': about('x'.repeat(60_000)) })
  const [a, b] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')]
  const library = new Library({ mostFiles: 2, mostBytes: 200 * 1024 })
  library.addFolder(folder)
  writeFileSync(a, about('y'.repeat(60_000)))
  t.match(await library.reloadFile(a, reader), {
    ok: false,
    diagnostics: [{ file: a, message: /^there is no room for it/ }],
  })
  t.equal(library.get('a')?.about, 'A.')
  writeFileSync(join(folder, 'c.yaml'), about('C'))
  t.match(await library.reloadFile(join(folder, 'c.yaml'), reader), {
    ok: false,
    diagnostics: [{ message: /more scenario files than 2/ }],
  })
  rmSync(b)
  library.removeFile(b)
  t.match(await library.reloadFile(a, reader, true), { ok: true })
  t.match(library.get('a')?.about, /^yyy/)
  t.match(await library.reloadFile(join(folder, 'c.yaml'), reader, true), { ok: true })
})

t.test('of scenarios whose files are deleted the last hundred are found by their names', async t => {
  const folder = t.testdir({})
  const library = new Library()
  for (let i = 0; i < 101; i += 1) {
    const file = join(folder, `s${i}.yaml`)
    writeFileSync(file, about('A'))
    await library.reloadFile(file, reader)
    rmSync(file)
    library.removeFile(file)
  }
  t.equal(library.departed('s0'), undefined)
  t.equal(library.departed('s1')?.name, 's1')
  t.equal(library.departed('s100')?.name, 's100')
})
