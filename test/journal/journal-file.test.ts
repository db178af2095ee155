import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { JournalFile } from '#src/journal/journal-file'
import { openJournalFile } from '#src/journal/open-journal-file'
import { partOf } from '#src/journal/parts'
import { bounded } from '../helpers/bounded.ts'
import { anyEntry, entryOf } from '../helpers/entries.ts'
import { inTime, until } from '../helpers/until.ts'
import { settled } from '../log/sinking.ts'
import { only, recordsIn } from './filed.ts'

const opened = async (path: string, mostBytes = 1e6) => {
  const told: string[] = []
  const file = await openJournalFile({ path, mostBytes, clock: realClock, tell: message => told.push(message) })
  return { file, told }
}

const skip = process.platform === 'win32' && 'Windows has no such files'

t.test('what is written is read back as it was, whatever it is and however often the file is moved away', async t => {
  const folder = t.testdir({})
  let number = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyEntry, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 16_000, max: 40_000 }),
      async (runs, mostBytes) => {
        number += 1
        const path = `${folder}/j${number}`
        for (const entries of runs) {
          const { file } = await opened(path, mostBytes)
          file.begin()
          for (const entry of entries) file.add(entry, `scenario of ${entry.session}`, {})
          await file.end()
        }
        const records = await recordsIn(path)
        const back = only(records, 'entry')
        t.strictSame(
          back.map(({ entry }) => entry),
          runs.flat(),
        )
        t.ok(back.every(({ entry, scenario }) => scenario === `scenario of ${entry.session}`))
        t.equal(only(records, 'run').length, runs.length)
        t.equal(only(records, 'missing').length, 0)
        t.ok(statSync(path).size <= mostBytes)
      },
    ),
    { numRuns: bounded(500) },
  )
})

t.test('lives of sessions are told apart, and what was cleared is said', async t => {
  const path = `${t.testdir({})}/j`
  const { file } = await opened(path)
  const [first, second] = [{}, {}]
  file.begin()
  file.add(entryOf(), 'a', first)
  file.add(entryOf({ session: 'w' }), 'b', second)
  file.add(entryOf(), 'a', first)
  file.cleared('default')
  file.add(entryOf(), 'a', {})
  await file.end()
  const [run, ...records] = await recordsIn(path)
  t.match(run, { kind: 'run', run: /^[0-9a-z]{26}$/, at: /Z$/, place: `${path}:1` })
  t.match(
    records.map(record => (record.kind === 'entry' ? record.life : record.kind)),
    [1, 2, 1, 'cleared', 3],
  )
  t.match(records[3], { session: 'default', place: `${path}:5` })
})

t.test('a last line that is cut off is told with its place; a server that goes on there loses nothing', async t => {
  const path = `${t.testdir({})}/j`
  const one = await opened(path)
  one.file.begin()
  one.file.add(entryOf(), 'a', {})
  await one.file.end()
  appendFileSync(path, '{"id":"req_')
  const cut = { kind: 'missing', entries: null, place: `${path}:3`, says: /:3: this line is cut off/ }
  t.match(await recordsIn(path), [{ kind: 'run' }, { kind: 'entry' }, cut])
  const two = await opened(path)
  two.file.begin()
  two.file.add(entryOf({ status: 503 }), 'a', {})
  await two.file.end()
  t.match(await recordsIn(path), [
    { kind: 'run' },
    { kind: 'entry' },
    cut,
    { kind: 'run' },
    { kind: 'entry', entry: { status: 503 }, life: 1 },
  ])
})

t.test('what was moved away so long ago that it is gone is told', async t => {
  const path = `${t.testdir({})}/j`
  const { file } = await opened(path, 2000)
  file.begin()
  for (let i = 0; i < 20; i += 1) file.add(entryOf({ offsetMs: i }), 'a', {})
  await file.end()
  const records = await recordsIn(path)
  t.match(records.slice(0, 2), [
    { kind: 'run' },
    {
      kind: 'missing',
      entries: null,
      says: /j\.4:1: what this run wrote before its part \d+ is not here, it was moved away/,
    },
  ])
  t.equal(only(records, 'missing').length, 1)
  const offsets = only(records, 'entry').map(({ entry }) => entry.offsetMs)
  t.same(
    offsets,
    [...offsets].sort((a, b) => a - b),
  )
  t.equal(offsets.at(-1), 19)
  unlinkSync(partOf(path, 2))
  t.match(
    only(await recordsIn(path), 'missing')[0]?.says,
    /j\.1:1: what this run wrote before/,
    'a part that is taken out too',
  )
})

const header =
  '{"format":"groq-mock-journal","version":1,"run":"r","part":1,"at":"2026-01-01T00:00:00.000Z","by":"0"}\n'
const line = `${JSON.stringify({ ...entryOf(), scenario: 'a', life: 1 })}\n`

const damaged: readonly (readonly [what: string, content: string, says: string | RegExp])[] = [
  [
    'another version',
    header.replace('"version":1', '"version":2'),
    /j:1: it is a journal of version 2; groq-mock .* reads version 1\.$/,
  ],
  ['another format', '{"format":"har"}\n', /j:1: its format is "har"; expected "groq-mock-journal"\.$/],
  ['no journal', 'about: A scenario.\n', /j:1: this is no journal of groq-mock: its first line has no "format"\.$/],
  ['no header', line, /j:1: this is no journal/],
  ['a header without a run', header.replace('"run"', '"ran"'), /j:1: this header has no "run"/],
  [
    'a line in the middle that is no JSON',
    `${header}{"id\n${line}`,
    /j:2: this is no JSON, although the file goes on: it is damaged\.$/,
  ],
  [
    'a cut line behind which the same run goes on',
    `${header}{"id\n${header.replace('"part":1', '"part":2')}`,
    /j:2: this line is cut off, although the server went on to write: the file is damaged\. Copy it again\.$/,
  ],
  ['a list', `${header}[]\n`, /j:2: this is no object\.$/],
  [
    'an entry without a status',
    header + line.replace('"status":200,', ''),
    /j:2: this is no entry of a journal: it has no "status"\.$/,
  ],
  ['an entry without a scenario', header + line.replace(',"scenario":"a"', ''), /j:2: this entry has no "scenario"/],
  ['an entry of no life', header + line.replace('"life":1', '"life":0'), /j:2: this entry has no .* "life" from 1/],
  [
    'a line that never ends',
    `${header}${'x'.repeat(16 * 1024 ** 2 + 1)}`,
    /j:2: this line has more than 16777216 bytes/,
  ],
]

for (const [what, content, says] of damaged)
  t.test(`${what} is told by file and line`, async t => {
    const path = `${t.testdir({ j: content })}/j`
    await t.rejects(recordsIn(path), { name: 'UsageError', message: says })
  })

t.test('a file that breaks off while it is read is told as one that can not be read', { skip }, async t => {
  await t.rejects(recordsIn('/proc/self/mem'), {
    name: 'UsageError',
    message: /^The journal file \/proc\/self\/mem can't be read: EIO|^There is no journal file/,
  })
})

t.test('what was moved away is read although the next file has not begun', async t => {
  const folder = t.testdir({ 'j.1': header + line })
  t.match(await recordsIn(`${folder}/j`), [{ kind: 'run' }, { kind: 'entry', place: `${folder}/j.1:2` }])
})

t.test('an older part that is cut is damaged: a server moves its file away between two lines', async t => {
  const folder = t.testdir({ 'j.1': header + line.slice(0, 90), j: header.replace('"part":1', '"part":2') + line })
  await t.rejects(recordsIn(`${folder}/j`), { name: 'UsageError', message: /j\.1:2: this line is cut off, although/ })
})

t.test('an older part that is the last of a server that was killed has something missing', async t => {
  const folder = t.testdir({ 'j.1': header + line.slice(0, 90), j: header.replace('"run":"r"', '"run":"s"') + line })
  t.match(await recordsIn(`${folder}/j`), [
    { kind: 'run' },
    { kind: 'missing', place: `${folder}/j.1:2` },
    { kind: 'run' },
    { kind: 'entry' },
  ])
})

t.test('blank lines are passed over, and an empty file has nothing to say', async t => {
  const folder = t.testdir({ j: `${header}\n\n${line}`, empty: '' })
  t.match(await recordsIn(`${folder}/j`), [{ kind: 'run' }, { kind: 'entry', place: `${folder}/j:4` }])
  t.same(await recordsIn(`${folder}/empty`), [])
})

/** What may stand where the file should be: how it comes there, and what is said of it by who writes and who reads. */
const special: Readonly<
  Record<string, readonly [make: (t: Test, path: string) => unknown, written: RegExp, read: RegExp]>
> = {
  'a folder': [(_, path) => mkdirSync(path), /it is a folder, not a file/, /it is a folder, not a file/],
  'a named pipe': [
    (_, path) => execFileSync('mkfifo', [path]),
    /it is a named pipe \(FIFO\), not a file/,
    /it is a named pipe \(FIFO\), not a file/,
  ],
  'a device': [(_, path) => symlinkSync('/dev/full', path), /it is a device, not a file/, /it is a device, not a file/],
  'a link to itself': [(_, path) => symlinkSync(path, path), /it is a link that leads back to itself/, /ELOOP/],
  'nothing, in no folder': [() => {}, /there is no folder/, /There is no journal file/],
}

for (const [what, [make, written, read]] of Object.entries(special))
  t.test(`${what} is told at once, and neither read, written nor waited for`, { skip }, async t => {
    const path = what.startsWith('nothing') ? `${t.testdir({})}/none/j` : `${t.testdir({})}/j`
    await make(t, path)
    await t.rejects(opened(path), {
      name: 'UsageError',
      message: new RegExp(
        `${written.source}.*\\. Name another file: --journal-file FILE, or GROQ_MOCK_JOURNAL_FILE\\.$`,
      ),
    })
    await t.rejects(recordsIn(path), { name: 'UsageError', message: read })
  })

t.test('a folder where this user may not write is told', { skip }, async t => {
  const folder = t.testdir({})
  // whoever may do all may not write here
  const isRoot = process.getuid?.() === 0
  if (!isRoot) chmodSync(folder, 0o500)
  await t.rejects(opened(`${isRoot ? '/sys' : folder}/j`), {
    name: 'UsageError',
    message: /: (this user may not write there|the file system is read-only)\. Name another/,
  })
  chmodSync(folder, 0o700)
})

t.test('a file that is something else, or of another version, is not added to', async t => {
  const folder = t.testdir({ notes: 'My notes.\n', next: header.replace('"version":1', '"version":9') })
  await t.rejects(opened(`${folder}/notes`), {
    name: 'UsageError',
    message: /notes: it is there already, and no journal that can be added to \(its line 1: "My notes\."\)/,
  })
  await t.rejects(opened(`${folder}/next`), {
    message: /its line 1: it is a journal of version 9; groq-mock .* reads version 1\)/,
  })
  t.equal(readFileSync(`${folder}/notes`, 'utf8'), 'My notes.\n')
})

/** A file under a clock that stands still, on a disk that does as it is told. */
const onDisk = (t: Test) => {
  const clock = fakeClock()
  const told: string[] = []
  const written: Buffer[] = []
  let fate: 'takes' | 'full' | 'hangs' | 'slow' = 'takes'
  const write = async (piece: Uint8Array) => {
    if (fate === 'full') throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    if (fate === 'hangs') await new Promise(() => {})
    if (fate === 'slow') await clock.sleep(500)
    const taken = piece.subarray(0, fate === 'slow' ? 200 : piece.length)
    written.push(Buffer.from(taken))
    return { bytesWritten: taken.length }
  }
  const path = `${t.testdir({ j: '' })}/j`
  const stat = async () => Object.assign(statSync(path), { size: Buffer.concat(written).length })
  const handle = { write, stat, close: async () => {} } as unknown as FileHandle
  const parts = { clock, handle, path, mostBytes: 1e9, bytes: 0, isCut: false }
  const file = new JournalFile({ ...parts, tell: message => told.push(message) })
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      await settled()
      await clock.advance(50)
    }
    await settled()
  }
  const fare = (next: typeof fate) => {
    fate = next
  }
  return { file, told, fare, pass, text: () => Buffer.concat(written).toString() }
}

const kib = entryOf({ because: 'x'.repeat(100 * 1024) })

t.test(
  'on a full disk 8 MiB of entries wait and the rest is lost, which is told once and stands in the file afterwards',
  async t => {
    const { file, told, fare, pass, text } = onDisk(t)
    file.begin()
    await pass(50)
    fare('full')
    const many = 100
    for (let i = 0; i < many; i += 1) file.add(kib, 'a', file)
    await pass(3000)
    t.match(file.state, { trouble: 'ENOSPC: no space left on device' })
    t.equal(told.filter(message => /the journal file .*\/j can't be written: ENOSPC/.test(message)).length, 1)
    fare('takes')
    // it looks at the disk too, which takes real time
    await until(async () => {
      await pass(50)
      return file.state.trouble === null && !file.isWriting
    })
    const lost = file.state.entriesLost
    t.ok(lost > 5 && lost < 40, `${lost} lost`)
    const lines = text().trimEnd().split('\n')
    t.equal(lines.length, 1 + many - lost + 1)
    t.same(lines.at(-1), `{"lost":${lost}}`)
    t.equal(file.state.trouble, null)
    const path = `${t.testdir({ j: text() })}/j`
    t.match((await recordsIn(path)).at(-1), {
      kind: 'missing',
      entries: lost,
      says: /entries are missing, they could not be written/,
    })
  },
)

t.test(
  'the end waits for a disk that is slow, but not for one that is full or hangs; what is missing then is told',
  async t => {
    for (const fate of ['full', 'hangs'] as const) {
      const { file, told, fare, pass } = onDisk(t)
      file.begin()
      await pass(50)
      fare(fate)
      file.add(entryOf(), 'a', file)
      let hasEnded = false
      const ended = file.end().then(() => {
        hasEnded = true
      })
      await pass(1100)
      t.ok(hasEnded, fate)
      await inTime(ended)
      t.match(told.at(-1), /^1 entries are missing in the journal file .*\/j/)
      t.equal(file.isWriting, fate === 'hangs')
    }
    const { file, told, fare, pass, text } = onDisk(t)
    file.begin()
    await pass(50)
    fare('slow')
    file.add(entryOf(), 'a', file)
    let hasEnded = false
    const ended = file.end().then(() => {
      hasEnded = true
    })
    await pass(1100)
    t.notOk(hasEnded)
    await pass(5000)
    await inTime(ended)
    t.same(told, [])
    t.match(text(), /"life":1}\n$/)
  },
)

t.test('what waits when the process ends is written at once', async t => {
  const path = `${t.testdir({})}/j`
  const { file } = await opened(path)
  file.begin()
  await until(() => existsSync(path) && statSync(path).size > 0)
  for (let i = 0; i < 50; i += 1) file.add(entryOf({ offsetMs: i }), 'a', file)
  // the first is on its way already
  await until(() => !file.isWriting)
  for (let i = 50; i < 60; i += 1) file.add(entryOf({ offsetMs: i }), 'a', file)
  file.flushSync()
  await until(() => !file.isWriting)
  const offsets = only(await recordsIn(path), 'entry').map(({ entry }) => entry.offsetMs)
  t.same(
    [...offsets].sort((a, b) => a - b),
    Array.from({ length: 60 }, (_, i) => i),
  )
  await file.end()
})

t.test('that another server writes to the same file is told once', async t => {
  const path = `${t.testdir({})}/j`
  const clock = fakeClock()
  const told: string[] = []
  const file = await openJournalFile({ path, mostBytes: 1e6, clock, tell: message => told.push(message) })
  file.begin()
  for (let i = 0; i < 3; i += 1) {
    await until(() => !file.isWriting)
    appendFileSync(path, line)
    await clock.advance(1000)
    file.add(entryOf(), 'a', file)
  }
  await until(() => !file.isWriting)
  t.equal(told.length, 1)
  t.match(told[0], /^somebody else writes to the journal file .*j too: .*Give each server a file of its own$/)
  const ended = file.end()
  await clock.advance(2000)
  await ended
})
