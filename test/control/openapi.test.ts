import { readFileSync } from 'node:fs'
import { validate } from '@readme/openapi-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import Fastify from 'fastify'
import t from 'tap'
import type { ControlParts } from '#src/control/control-app'
import { addControlRoutes } from '#src/control/control-routes'
import { version } from '#src/version'
import { withoutCompilers } from '#src/without-compilers'
import { describedCall, description, heldToDescription, whyUnlike } from '../helpers/described.ts'
import { startMock } from '../helpers/mock.ts'

const text = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

t.test('the description is served as the build has written it, and is OpenAPI 3.1', async t => {
  const mock = await startMock(t)
  const answer = await fetch(`${mock.url}/__mock/openapi.json`)
  t.equal(answer.status, 200)
  t.match(answer.headers.get('content-type'), 'application/json')
  const served: unknown = await answer.json()
  t.same(served, description)
  t.match(served, { openapi: '3.1.0', info: { version } })
  t.match(await validate(structuredClone(served) as object as Parameters<typeof validate>[0]), { valid: true })
})

t.test('every schema of the description is JSON Schema, which the hook of the tests takes for granted', async t => {
  const ajv = new Ajv2020({ strict: false })
  const operations = Object.values(description.paths).flatMap(path => Object.values(path))
  const schemas = operations.flatMap(({ requestBody, responses }) =>
    [requestBody ?? {}, ...Object.values(responses)].flatMap(({ content = {} }) =>
      Object.values(content).map(({ schema }) => schema),
    ),
  )
  for (const schema of [...schemas, ...Object.values(description.components.schemas)])
    if (!ajv.validateSchema(schema)) t.fail(`${JSON.stringify(schema)}: ${ajv.errorsText()}`)
  t.ok(schemas.length > 100)
  t.notOk(ajv.validateSchema({ type: 'text' }))
})

t.test('every route is described, with words for each of its parts', async t => {
  const registered: string[] = []
  const app = Fastify({ schemaController: withoutCompilers })
  app.addHook('onRoute', ({ method, url }) => {
    // the root is described with the slash that it may have at its end
    for (const one of [method].flat())
      if (one !== 'HEAD') registered.push(`${one} ${url.replace(/mock$/, 'mock/').replaceAll(/:(\w+)/g, '{$1}')}`)
  })
  await app.register(addControlRoutes, { prefix: '/__mock', settings: { control: true } } as unknown as ControlParts)
  await app.ready()
  const described = Object.entries(description.paths).flatMap(([path, told]) =>
    Object.keys(told).map(method => `${method.toUpperCase()} ${path}`),
  )
  t.ok(registered.length > 20)
  t.same(described.toSorted(), registered.toSorted())
  const operations = Object.values(description.paths).flatMap(path => Object.values(path))
  const ids = operations.map(told => (told as unknown as { operationId: string }).operationId)
  t.same(new Set(ids).size, operations.length, 'each has an id of its own')
  for (const told of operations) t.match(told, { summary: /\.$/, responses: { 500: {} } })
})

t.test('the hook of the tests finds what the description does not say', async t => {
  const mock = await startMock(t)
  const answers = Fastify()
  answers.get('/__mock/health', () => ({ status: 'ok', version, more: 1 }))
  answers.get('/__mock/ready', (_request, reply) => reply.code(418).send({}))
  answers.get('/__mock/nothing', () => ({}))
  const unlike = heldToDescription(answers.server)
  await answers.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => answers.close())
  const { port } = answers.server.address() as { port: number }
  for (const path of ['health', 'ready', 'nothing'])
    await (await fetch(`http://127.0.0.1:${port}/__mock/${path}`)).text()
  t.match(unlike(), [/additionalProperties/, /418 is not described/, /no such call/])
  t.equal((await fetch(`${mock.url}/__mock/health`)).status, 200)
})

const documents = [
  'README.md',
  ...['choosing', 'console', 'control-api', 'metrics', 'running', 'scaling', 'verdict'].map(name => `docs/${name}.md`),
]

t.test('every control call that the docs name is described, and every body in JSON fits', async t => {
  let [calls, bodies] = [0, 0]
  for (const name of documents)
    for (const line of text(name).split('\n')) {
      // a cell of a table may name several
      let last = 'GET'
      for (const [, method, path = ''] of line.matchAll(
        /(?:\b(GET|POST|PUT|DELETE) )?(?:http:\/\/[\w.:-]+)?(\/__mock\/[\w/:.-]*\w)/g,
      )) {
        last = method ?? last
        calls += 1
        const told = describedCall(last, path) ?? describedCall('GET', path)
        t.ok(told, `${name}: ${last} ${path}`)
        const schema = told?.requestBody?.content['application/json']?.schema
        for (const [json] of schema ? line.matchAll(/\{"[^`]*\}(?=`)/g) : []) {
          // some say in words what may stand there
          if (/\?:|…| or a /.test(json)) continue
          bodies += 1
          t.equal(whyUnlike(schema ?? {}, JSON.parse(json)), null, json)
        }
      }
    }
  t.ok(calls > 30, `${calls} calls`)
  t.ok(bodies >= 2, `${bodies} bodies`)
})

t.test('bodies that are refused do not fit either, where a schema can tell', async t => {
  const schemaOf = (path: string) => describedCall('POST', path)?.requestBody?.content['application/json']?.schema ?? {}
  const rows: readonly (readonly [path: string, body: object, fits: boolean])[] = [
    ['/__mock/sessions', {}, true],
    ['/__mock/sessions', { scenario: 'flaky', seed: 3, speed: 60, ttl: '10m' }, true],
    ['/__mock/sessions', { ttl: 'soon' }, false],
    ['/__mock/sessions', { sead: 3 }, false],
    ['/__mock/sessions/a/clock', { advance: '60s' }, true],
    ['/__mock/sessions/a/clock', { advance: -1 }, false],
    ['/__mock/sessions/a/outcome', { ok: 'yes' }, false],
    ['/__mock/sessions/a/verify', { match: { status: [429, null] }, count: { min: 1 }, within: '2s' }, true],
    ['/__mock/sessions/a/verify', { match: { stauts: 429 } }, false],
  ]
  const mock = await startMock(t)
  await mock.chat({ base: '/session/a' })
  for (const [path, body, fits] of rows) {
    t.equal(whyUnlike(schemaOf(path), body) === null, fits, JSON.stringify(body))
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const { status } = await fetch(mock.url + path, init)
    t.equal(status !== 400, fits, `${path} ${JSON.stringify(body)} → ${status}`)
  }
})
