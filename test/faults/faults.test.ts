import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { type WireRow, wireTable } from './wire-table.ts'

/*
 * The table of docs/faults.md, from raw sockets. `npm run docs:faults` prints it anew, with the times of that run; here it
 * is held against today's code without its times.
 */
const file = new URL('../../docs/faults.md', import.meta.url)
const TABLE = /(?<=<!-- wire -->\n)[\s\S]*?(?=<!-- \/wire -->)/

const heads = ['fault', 'answer', 'bytes seen', 'ended by', 'in the journal', 'time asked: measured']

const line = ({ fault, answer, seen, ended, journal, timing }: WireRow): string =>
  `| \`${fault}\` | ${answer} | ${seen} | ${ended} | ${journal} | ${timing} |`

const withoutTimes = (table: string): string => table.replaceAll(/: [\d.]+ (?:ms|bytes\/s) \|$/gm, ' |')

t.test('every fault does on a raw socket what docs/faults.md says', async t => {
  const rows = await wireTable(t)
  const table = `${[`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n')}\n`
  const page = readFileSync(file, 'utf8')
  if (process.env.PRINT_FAULTS)
    writeFileSync(
      file,
      page.replace(TABLE, () => table),
    )
  else t.equal(withoutTimes(TABLE.exec(page)?.[0] ?? ''), withoutTimes(table))
  t.ok(rows.length > 20)
})
