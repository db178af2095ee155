import t from 'tap'
import { KnownBodies, readAgain } from '#src/request/known-bodies'

const bodyOf = (text: string) => Buffer.from(`{"model":"m","messages":[{"role":"user","content":"${text}"}]}`)

t.test('a body that comes again is known from then on, and one that differs in a single byte is not', async t => {
  const bodies = new KnownBodies()
  t.equal(bodies.find(bodyOf('one')), null)
  const known = bodies.find(bodyOf('one'))
  t.ok(known?.content.equals(bodyOf('one')))
  t.equal(bodies.find(bodyOf('one')), known)
  const content = bodyOf('x'.repeat(500))
  bodies.find(content)
  const long = bodies.find(content)
  for (let at = 0; at < content.length; at += 1) {
    const other = Buffer.from(content)
    other[at] = 0x21
    t.not(bodies.find(other), long, `byte ${at}`)
  }
})

t.test('what it keeps is a copy, and nobody can change what was read of it', async t => {
  const bodies = new KnownBodies()
  const content = bodyOf('one')
  bodies.find(content)
  const known = bodies.find(content)
  content.fill(0)
  t.ok(known?.content.equals(bodyOf('one')))
  if (!known) throw new Error('it came twice')
  const read = () => ({ value: { deep: [{ one: 1 }] }, problem: null })
  const value = readAgain(known, 'createChatCompletion', 'standard', read).value as { deep: { one: number }[] }
  t.throws(() => Object.assign(value.deep[0] ?? {}, { one: 2 }), TypeError)
  t.equal(readAgain(known, 'createChatCompletion', 'standard', read).value, value)
  t.not(readAgain(known, 'createChatCompletion', 'lenient', read).value, value)
})

t.test('of many bodies that come again the oldest are forgotten', async t => {
  const bodies = new KnownBodies()
  const first = bodyOf('x'.repeat(10_000))
  bodies.find(first)
  const known = bodies.find(first)
  for (let i = 0; i < 100; i += 1) {
    const other = bodyOf(String(i).repeat(5000))
    bodies.find(other)
    bodies.find(other)
  }
  t.not(bodies.find(first), known)
})
