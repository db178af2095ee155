import t from 'tap'
import { hidden, hiddenCredentials, isSecretName } from '#src/secret'
import { shownUrl, withoutKey, withoutSecrets } from '#src/without-secrets'
import { cpuMsOf } from './helpers/cpu-time.ts'

const SECRET = 'q7Zx1vN5tR9w'
const H = hidden(SECRET)

t.test('a name that says key, token, auth, secret, cookie or the like says that its value is a secret', async t => {
  const secret = [
    'x-api-key',
    'APIKEY',
    'access_token',
    'Authorization',
    'x-authentication',
    'clientSecret',
    'cookie',
    'sig',
    'x-amz-sig',
    'smtp_pass',
    'PASS',
  ]
  const counts = ['max_tokens', '$.max_completion_tokens', 'x-ratelimit-remaining-tokens', 'firstToken']
  const plain = [
    ...counts,
    'content-type',
    'user-agent',
    'x-team',
    'design',
    'signal',
    'passed',
    'compass',
    'host',
    'accept',
    'idempotency-key',
    'Idempotency-Key',
    '',
  ]
  t.same(
    secret.filter(name => !isSecretName(name)),
    [],
  )
  t.same(plain.filter(isSecretName), [])
})

t.test('a hash is short, the same in every run, and hidden again it stays what it is', async t => {
  t.equal(hidden('hunter2'), 'hidden-f52fbd32b2')
  t.equal(hidden(hidden('hunter2')), hidden('hunter2'))
  t.equal(hidden(''), '')
  t.match(hidden('x'.repeat(10_000)), /^hidden-[0-9a-f]{10}$/)
})

t.test('of credentials the scheme may be read', async t => {
  t.equal(hiddenCredentials(`Bearer ${SECRET}`), `Bearer ${H}`)
  t.equal(hiddenCredentials(`basic ${SECRET}`), `basic ${H}`)
  t.equal(hiddenCredentials(SECRET), H)
  t.equal(hiddenCredentials(`two words`), hidden('two words'), 'what is no scheme is part of the secret')
})

const texts: Readonly<Record<string, readonly [text: string, shown: string]>> = {
  'a key behind a space of a URL': [
    'at data:text/x,a%20gsk_0123456789abcdef',
    `at data:text/x,a%20${hidden('gsk_0123456789abcdef')}`,
  ],
  'a bearer in any case': [`it sent bEaReR ${SECRET}, alas`, `it sent bEaReR ${H}, alas`],
  'an encoded blank': [`bearer%20${SECRET}`, `bearer%20${H}`],
  'basic credentials': ['Basic dXNlcjpwYXNz', `Basic ${hidden('dXNlcjpwYXNz')}`],
  'the user of a URL': [`see http://me:${SECRET}@host/x`, `see http://${hidden(`me:${SECRET}`)}@host/x`],
  'a parameter': [`?a=1&api_key=${SECRET}&b=2`, `?a=1&api_key=${H}&b=2`],
  'a member of JSON': [`{"x-api-key": "${SECRET}", "a": "b"}`, `{"x-api-key": "${H}", "a": "b"}`],
  'a member with quotes in it': ['{"token":"a\\"b","a":1}', `{"token":"${hidden('a\\"b')}","a":1}`],
  'a member of JSON in JSON': [`"{\\"token\\":\\"${SECRET}\\"}"`, `"{\\"token\\":\\"${H}\\"}"`],
  'a member that is cut off': [`{"token": "${SECRET}`, `{"token": "${H}`],
  'a scheme in a member': [`{"authorization":"Bearer ${SECRET}"}`, `{"authorization":"Bearer ${H}"}`],
  'a private key': [
    'a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END b',
    `a ${hidden('-----BEGIN RSA PRIVATE KEY-----\nMIIE\n')}-----END b`,
  ],
}

for (const [what, [text, shown]] of Object.entries(texts))
  t.test(`${what} is hidden where it stands, and nothing else of the text is`, async t => {
    t.equal(withoutSecrets(text), shown)
    t.equal(withoutSecrets(shown), shown, 'once and for all')
  })

t.test('words of every day stay as they are', async t => {
  const words = [
    'rule first two: 429 Too Many Requests (tokens-per-minute), retry after 1s',
    'POST /openai/v1/chat/completions → 200 in 3 ms: no rule spoke: success [default, call-1 attempt 1]',
    'The control API needs its token: send Authorization: Bearer TOKEN with the value of --control-token.',
    'header: {"x-team":"red"}',
    'openai/gpt-oss-20b desk-lamp-12345678 task-runner-12345678 risk_12345678',
    '{"max_completion_tokens": 100, "messages": [{"role": "user", "content": "What is a key?"}]}',
    'req_01m85b6bam5y3q6sbzjmrhm3n4 chatcmpl-4c0a2f file_01m85b6bam5y3q6sbzjmrhm3n4',
  ]
  t.same(
    words.filter(text => withoutSecrets(text) !== text),
    [],
  )
})

t.test('a URL loses what its parameters name, encoded or not, and keeps the rest', async t => {
  t.equal(shownUrl(`/v1/models?api%5Fkey=${SECRET}&a=b+c`), `/v1/models?api%5Fkey=${H}&a=b+c`)
  t.equal(shownUrl('/v1/models?a=%zz&token=%zz'), `/v1/models?a=%zz&token=${hidden('%zz')}`)
  t.equal(shownUrl('/v1/models/a%20sk%2D12345678/x'), `/v1/models/${hidden('a sk-12345678')}/x`)
  t.equal(shownUrl(`me:${SECRET}@host:443`), `${hidden(`me:${SECRET}`)}@host:443`)
  t.equal(shownUrl('*'), '*')
})

t.test('a key that came with the request is hidden wherever it stands, unless it is a mere word', async t => {
  t.equal(withoutKey(`/models/${SECRET}`, SECRET), `/models/${H}`)
  t.equal(withoutKey('/models/My%20API%20Key', 'My API Key'), `/models/${hidden('My API Key')}`)
  t.equal(withoutKey('/openai/v1/models', 'openai'), '/openai/v1/models')
})

t.test('whatever text comes, to look at it takes little work', async t => {
  const pieces = [
    'key',
    'token',
    'a',
    '"',
    '\\"',
    'key"',
    'key":"',
    '//',
    '@',
    'bearer ',
    'basic A',
    'sk-',
    'eyJ',
    '=',
    '%',
    'key=',
    'key\\":\\"',
    'auth%',
    '-----BEGIN ',
  ]
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(65_536 / piece.length))
    t.ok(cpuMsOf(() => withoutSecrets(text)) < 250, piece)
    t.ok(cpuMsOf(() => shownUrl(`/${text}?${text}`)) < 250, `URL of ${piece}`)
  }
})
