// Wrong until 2026-11-27: a compound system gave `reasoning` in its message, and refused that message when it came back.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const asked = { role: 'user', content: 'hello' }

t.test('what a model thought can be sent back to it', async t => {
  const mock = await startMock(t)
  for (const model of ['groq/compound', 'groq/compound-mini', 'openai/gpt-oss-20b', 'openai/gpt-oss-safeguard-20b']) {
    const first = await mock.chat({ body: { model, messages: [asked] } })
    const said = ((await first.json()) as { choices: { message: { reasoning?: string } }[] }).choices[0]?.message
    t.type(said?.reasoning, 'string', `${model} thinks`)
    const next = await mock.chat({ body: { model, messages: [asked, said, asked] } })
    t.equal(next.status, 200, `${model}: ${await next.text()}`)
  }
})

t.test('a compound system does not take a format of its reasoning', async t => {
  const mock = await startMock(t)
  for (const model of ['groq/compound', 'groq/compound-mini']) {
    for (const reasoning_format of ['parsed', 'hidden']) {
      const answer = await mock.chat({ body: { model, messages: [asked], reasoning_format } })
      t.equal(answer.status, 400)
      t.match(await answer.json(), {
        error: { message: '`reasoning_format` is not supported with this model', param: 'reasoning_format' },
      })
    }
    for (const more of [{ reasoning_format: null }, { reasoning_effort: 'low' }, { include_reasoning: false }])
      t.equal((await mock.chat({ body: { model, messages: [asked], ...more } })).status, 200)
  }
})
