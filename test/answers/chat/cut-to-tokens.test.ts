import fc from 'fast-check'
import t from 'tap'
import { cutToTokens } from '#src/answers/chat/cut-to-tokens'
import { estimateTokens, promptTokens } from '#src/tokens'

t.test('four bytes are a token, and what is begun counts', async t => {
  const counts = [
    ['', 0],
    ['a', 1],
    ['abcd', 1],
    ['abcde', 2],
    ['äöü', 2],
    ['日本', 2],
  ] as const
  for (const [text, tokens] of counts) t.equal(estimateTokens(text), tokens, text)
})

t.test('a text that is cut fits, begins the same and loses no more than it must', async () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, fc.nat(20), (whole, tokens) => {
      const cut = cutToTokens(whole, tokens)
      const lost = Math.min(estimateTokens(whole), tokens) - estimateTokens(cut)
      return whole.startsWith(cut) && lost >= 0 && lost <= 1
    }),
  )
})

t.test('messages, parts, images, tools and calls count as prompt', async t => {
  const message = (content: unknown) => promptTokens({ messages: [{ role: 'user', content }] })
  t.equal(message('12345678'), 6)
  t.equal(message([{ type: 'text', text: '12345678' }]), 6)
  t.equal(message([{ type: 'image_url', image_url: { url: 'data:…' } }]), 1004)
  t.ok(promptTokens({ messages: [], tools: [{ type: 'function', function: { name: 'x' } }] }) > 5)
  t.ok(promptTokens({ messages: [{ role: 'assistant', tool_calls: [{ id: 'x' }] }] }) > 4)
})

t.test('a body that is no request has no prompt and is not refused', async t => {
  for (const body of [null, undefined, 'text', 4, [], {}, { messages: 'x' }, { messages: null }])
    t.equal(promptTokens(body), 0)
  fc.assert(fc.property(fc.anything(), body => promptTokens({ messages: body, tools: body }) >= 0))
})
