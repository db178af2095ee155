// A form with a large part that says nothing of a form (no disposition, or another than form-data) could be left without an
// answer: where such a part came in one piece with the end of the form, the parser waited for ever.
import t from 'tap'
import { asForm, BOUNDARY, formBytes, startFormServer } from '../helpers/forms.ts'

const passedOver = [
  'Content-Type: text/plain',
  'Content-Disposition: attachment; name="a"',
  'Content-Disposition: form-data; name="a\nb"',
]

const form = formBytes([
  { name: 'model', value: 'x' },
  { name: 'file', filename: 'a.wav', value: 'y' },
])
const end = Buffer.from(`--${BOUNDARY}--\r\n`)

for (const headers of passedOver) {
  t.test(`a large part with ${JSON.stringify(headers)} is passed over`, { timeout: 60_000 }, async t => {
    const server = await startFormServer(t)
    for (const size of [20_000, 60_000, 200_000, 3_000_000]) {
      const odd = Buffer.from(`--${BOUNDARY}\r\n${headers}\r\n\r\n${'x'.repeat(size)}\r\n`)
      const bodies = { first: [odd, form], last: [form.subarray(0, -end.length), odd, end] }
      for (const [place, pieces] of Object.entries(bodies)) {
        const { fields, file } = asForm(await server.read([Buffer.concat(pieces)]))
        t.strictSame([fields, file?.bytes], [{ model: 'x' }, 1], `${size} bytes, ${place}`)
      }
    }
  })
}
