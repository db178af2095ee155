import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { fakeClock } from '#src/clock/clock'
import { KEPT_PARTS, partsOf, shiftParts } from '#src/journal/parts'
import { RotatingFile } from '#src/journal/rotating-file'

const rotating = async (t: Test, mostBytes: number, content = '') => {
  const path = `${t.testdir({ j: content })}/j`
  const handle = await open(path, 'a+')
  const clock = fakeClock()
  let shared = 0
  const file = new RotatingFile({
    ...{ path, mostBytes, handle, bytes: content.length, clock },
    header: part => `#${part}\n`,
    onShared: () => {
      shared += 1
    },
  })
  t.teardown(() => file.close())
  const write = (text: string) =>
    new Promise<number | NodeJS.ErrnoException>(resolve =>
      file.write(Buffer.from(text), (error, bytes) => resolve(error ?? bytes)),
    )
  /** Writes all of it, as whoever writes pieces does. */
  const writeAll = async (text: string) => {
    for (let left = text; left !== ''; ) {
      const bytes = await write(left)
      if (typeof bytes !== 'number' || bytes === 0) throw bytes
      left = left.slice(bytes)
    }
  }
  const parts = async () => (await partsOf(path)).map(part => readFileSync(part, 'utf8'))
  return { path, file, clock, write, writeAll, parts, shared: () => shared }
}

t.test('lines fill a part as far as they fit whole, and the next begins with its header', async t => {
  const { writeAll, parts } = await rotating(t, 10)
  await writeAll('aaa\nbbb\nccc\ndddd\n')
  t.same(await parts(), ['aaa\nbbb\n', '#2\nccc\n', '#3\ndddd\n'])
})

t.test('a line that is begun ends in its part, and one that fits nowhere has one of its own', async t => {
  const { write, writeAll, parts } = await rotating(t, 10)
  t.equal(await write('aa'), 2)
  await writeAll(`${'a'.repeat(20)}\nb\n${'c'.repeat(20)}\nd\n`)
  t.same(await parts(), [`${'a'.repeat(22)}\n`, '#2\nb\n', `#3\n${'c'.repeat(20)}\n`, '#4\nd\n'])
})

t.test('what is there when it begins counts, and is moved away whole', async t => {
  const { writeAll, parts } = await rotating(t, 10, '12345678\n')
  await writeAll('aaa\nbbb\n')
  t.same(await parts(), ['12345678\n', 'aaa\nbbb\n'])
})

t.test('so many parts are kept, and the oldest goes', async t => {
  const { writeAll, parts } = await rotating(t, 6)
  for (let i = 0; i < 9; i += 1) await writeAll(`l${i}\n`)
  const seen = await parts()
  t.equal(seen.length, KEPT_PARTS + 1)
  t.same(seen.at(-1), '#8\nl8\n')
  t.same(seen[0], `#${8 - KEPT_PARTS}\nl${8 - KEPT_PARTS}\n`)
})

t.test(
  'where it can not be moved away, that is an error without the path, and nothing is lost once it can',
  async t => {
    const { path, write, writeAll, parts } = await rotating(t, 6)
    await writeAll('aaaaa\n')
    mkdirSync(`${path}.1`)
    writeFileSync(`${path}.1/x`, '')
    for (const number of [2, 3, 4]) mkdirSync(`${path}.${number}`)
    // the last of them is in the way of the others
    writeFileSync(`${path}.4/x`, '')
    const error = await write('b\n')
    t.ok(error instanceof Error)
    t.match(error, { code: /^E/ })
    t.notMatch((error as Error).message, path)
    t.match(await write('b\n'), Error)
    for (const number of [1, 2, 3, 4]) rmSync(`${path}.${number}`, { recursive: true })
    await writeAll('b\n')
    t.same(await parts(), ['aaaaa\n', '#2\nb\n'])
  },
)

t.test('whatever came into the place of the file that was moved away is not written to', async t => {
  const { file, write, writeAll, parts } = await rotating(t, 6)
  await writeAll('aaaaa\n')
  await file.close()
  t.match(await write('b\n'), { code: 'EEXIST' })
  t.same(await parts(), ['aaaaa\n'])
})

t.test('parts move up to the first gap and no further', async t => {
  const folder = t.testdir({ j: '0', 'j.1': '1', 'j.3': '3' })
  await shiftParts(`${folder}/j`)
  t.same(await partsOf(`${folder}/j`), [`${folder}/j.3`, `${folder}/j.2`, `${folder}/j.1`])
  t.same(
    ['j.1', 'j.2', 'j.3'].map(name => readFileSync(`${folder}/${name}`, 'utf8')),
    ['0', '1', '3'],
  )
  await shiftParts(`${folder}/nothing`)
  t.same(await partsOf(`${folder}/nothing`), [`${folder}/nothing`])
})

t.test('at the end of the process it is written at once, but not in the middle of a move', async t => {
  const { path, file, write } = await rotating(t, 6)
  await write('a\n')
  t.equal(file.writeNow(Buffer.from('late\nlater\n')), 11)
  t.equal(readFileSync(path, 'utf8'), 'a\nlate\nlater\n')
  await file.close()
  t.throws(() => file.writeNow(Buffer.from('x\n')), /being moved away/)
})

t.test('a file that somebody moves away or deletes is begun anew within a second, but in no line', async t => {
  const { path, clock, write, writeAll, parts } = await rotating(t, 1000)
  await writeAll('a\nb')
  renameSync(path, `${path}.old`)
  await clock.advance(1000)
  await writeAll('b\n')
  t.notOk(existsSync(path), 'the line ends where it began')
  await writeAll('c\n')
  t.same(await parts(), ['#2\nc\n'])
  t.equal(readFileSync(`${path}.old`, 'utf8'), 'a\nbb\n')
  rmSync(path)
  await writeAll('lost\n')
  await clock.advance(1000)
  await writeAll('d\n')
  t.same(await parts(), ['#3\nd\n'])
  renameSync(path, `${path}.old`)
  writeFileSync(path, 'of somebody else\n')
  await clock.advance(1000)
  t.match(await write('e\n'), { code: 'EEXIST' })
  t.same(await parts(), ['of somebody else\n'])
  rmSync(path)
  await writeAll('e\n')
  t.same(await parts(), ['#4\ne\n'])
})

t.test('that somebody else writes to it is seen, and counts as its size', async t => {
  const { path, clock, writeAll, parts, shared } = await rotating(t, 20)
  await writeAll('a\n')
  await clock.advance(1000)
  await writeAll('b\n')
  t.equal(shared(), 0)
  appendFileSync(path, 'of somebody else\n')
  await clock.advance(1000)
  await writeAll('c\n')
  t.equal(shared(), 1)
  t.same(await parts(), ['a\nb\nof somebody else\n', '#2\nc\n'])
})
