// Wrong until 2f8e0fe (2026-11-24): a file of a few megabytes, made of empty boxes or frames, kept the server busy for half a minute.
import t from 'tap'
import { bounded } from '../helpers/bounded.ts'
import { asForm, formBytes, startFormServer } from '../helpers/forms.ts'

t.test('files that are made to keep a parser busy are given up', async t => {
  const server = await startFormServer(t)
  const mp4 = Buffer.concat([Buffer.from('\0\0\0\x10ftypM4A \0\0\0\0'), Buffer.alloc(2_000_000, '\0\0\0\x08free')])
  const frames = Buffer.alloc(2_000_000, 0xff)
  const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), Buffer.alloc(6_000_000)])
  for (const value of [mp4, frames, tag].slice(0, bounded(3))) {
    const before = process.cpuUsage()
    const read = asForm(await server.read([formBytes([{ name: 'file', filename: 'a', value }])]))
    t.match(read, { file: { bytes: value.length, seconds: null } })
    const { user } = process.cpuUsage(before)
    t.ok(user < 16_000_000, `${user} µs of work`)
  }
})
