import { createHash } from 'node:crypto'
import t from 'tap'
import { Results } from '#src/batches/results'
import { Resources } from '#src/session/resources'

t.test('a file of many lines is all of them, in their order, and takes what they take', async t => {
  const resources = new Resources()
  const results = new Results(resources)
  const lines = Array.from({ length: 4000 }, (_, i) => `${JSON.stringify({ i, text: 'ä'.repeat(i % 300) })}\n`)
  const whole = Buffer.from(lines.join(''))
  t.ok(lines.every(line => results.add(line)))
  t.ok(whole.length > 1024 ** 2, 'of several parts')
  const id = results.toFile('out.jsonl', 0, 0) ?? ''
  const file = resources.files.get(id)
  t.ok(whole.equals(file?.content ?? Buffer.alloc(0)))
  t.equal(file?.hash, createHash('sha1').update(whole).digest('base64url'))
})

t.test('what is dropped is not in the next file, and none is made of nothing', async t => {
  const resources = new Resources()
  const results = new Results(resources)
  results.add('one\n')
  results.drop()
  t.equal(results.toFile('out.jsonl', 0, 0), null)
  results.add('two\n')
  const file = resources.files.get(results.toFile('out.jsonl', 0, 0) ?? '')
  t.equal(String(file?.content), 'two\n')
  t.equal(file?.hash, createHash('sha1').update('two\n').digest('base64url'))
})
