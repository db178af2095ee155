// Wrong until 3cbf940 (2026-11-26): a type of response_format that is none was refused as a list of three, where the wire has a choice, and
// both ways to ask for reasoning in words of the mock's own.
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test(
  'a type of format is refused as a choice, and two ways to ask for reasoning in the words that were seen',
  async t => {
    const mock = await startMock(t)
    const messageFor = async (more: object) => {
      const answer = await mock.chat({ body: chatBody(more) })
      return ((await answer.json()) as { error: { message: string } }).error.message
    }
    t.match(
      await messageFor({ response_format: { type: 'xml' } }),
      /^'response_format' : one of the following must be satisfied\[\('response_format\.type' : value is not one of the allowed values \['text'\]\) OR /,
    )
    t.equal(
      await messageFor({ reasoning_format: 'parsed', include_reasoning: true }),
      "cannot specify both 'include_reasoning' and 'reasoning_format'",
    )
  },
)
