import t from 'tap'
import { repointed } from '#src/drill/repointed'

const target = { baseUrl: 'http://127.0.0.1:9/session/a', session: 'a', controlUrl: 'http://127.0.0.1:9/__mock' }

t.test('a client is sent to the mock with keys that open nothing, and around every proxy', async t => {
  const environment = repointed(
    { GROQ_API_KEY: 'gsk_real', OPENAI_API_KEY: 'sk-real', NO_PROXY: 'corp', A: 'b' },
    target,
  )
  t.match(environment, {
    A: 'b',
    GROQ_BASE_URL: 'http://127.0.0.1:9/session/a',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/session/a/openai/v1',
    OPENAI_API_BASE: 'http://127.0.0.1:9/session/a/openai/v1',
    GROQ_MOCK_SESSION: 'a',
    GROQ_MOCK_CONTROL_URL: 'http://127.0.0.1:9/__mock',
    NO_PROXY: 'corp,127.0.0.1,localhost,::1',
    no_proxy: 'corp,127.0.0.1,localhost,::1',
  })
  t.notMatch(JSON.stringify(environment), /real"/)
})
