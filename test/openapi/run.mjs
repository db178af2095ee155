// Holds every answer of every operation, and every error of the catalogue, against Groq's OpenAPI document. The document is
// not part of the project: its path is the first argument. Needs a build. The last line says how many answers passed and failed.
import { existsSync } from 'node:fs'
import { startMock } from '../../dist/index.js'
import { cases, ends, made, own } from './cases.mjs'
import { readDocument } from './document.mjs'

const [file = ''] = process.argv.slice(2)
const print = text => process.stdout.write(`${text}\n`)

let passed = 0
let failed = 0
const note = (claim, fault) => {
  if (fault === null) passed += 1
  else failed += 1
  if (fault !== null) print(`FAILED ${claim}: ${fault}`)
}

const formOf = ({ form, file: upload }) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(form)) data.append(name, value)
  if (upload) data.append('file', upload[1], upload[0])
  return data
}

const bodyOf = asked => {
  if (asked.json) return { body: JSON.stringify(asked.json), headers: { 'content-type': 'application/json' } }
  return asked.form ? { body: formOf(asked) } : {}
}

const endMatch = { createResponse: { endpoint: 'responses' }, createBatch: { endpoint: 'batches' } }

/** A batch when it has come to a status, or after a while without. */
const statusOf = async (url, status) => {
  for (let looks = 0; ; looks += 1) {
    const seen = await (await fetch(url)).json()
    if (seen.status === status || looks === 200) return seen
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const run = async () => {
  const { operations, faultOf, schemas } = readDocument(file)
  const mock = await startMock()
  const ids = { model: 'openai/gpt-oss-20b' }

  const send = (id, asked, headers = {}) => {
    const { path, method } = operations.get(id)
    const names = { file_id: ids.file, batch_id: ids.batch, id: ids.tuning, model: ids.model }
    const url = mock.url + path.replace(/\{(\w+)\}/, (_all, name) => encodeURIComponent(names[name] ?? 'none'))
    const { headers: own, ...rest } = bodyOf(asked)
    return fetch(url, { method: method.toUpperCase(), headers: { ...own, ...headers }, ...rest })
  }

  const faultOfAnswer = async (answer, content, { schema, type }) => {
    if (answer.status !== 200) return `status ${answer.status}: ${await answer.text()}`
    const seen = answer.headers.get('content-type') ?? 'none'
    const expected = type ?? Object.keys(content).find(one => seen.startsWith(one)) ?? Object.keys(content)[0]
    if (!seen.startsWith(expected)) return `content type ${seen}, expected ${expected}`
    if (expected !== 'application/json') return (await answer.arrayBuffer()).byteLength > 0 ? null : 'no bytes'
    return faultOf(schema ? schemas[schema] : content[expected].schema, await answer.json())
  }

  for (const id of operations.keys()) note(`${id} has a case`, cases[id] ? null : 'none is written')
  for (const [name, [id, one]] of Object.entries(made)) {
    const answer = await send(id, typeof one === 'function' ? one(ids) : one)
    const body = await answer.json()
    ids[name] = body.id ?? body.data?.id
    note(`${id} makes a ${name}`, ids[name] ? null : JSON.stringify(body))
  }

  for (const [id, list] of Object.entries(cases))
    for (const [i, one] of list.entries()) {
      const asked = typeof one === 'function' ? one(ids) : one
      const { requestBody, responses } = operations.get(id)
      const request = requestBody?.content['application/json']?.schema
      if (request && asked.json) note(`request ${i + 1} of ${id} is documented`, faultOf(request, asked.json))
      note(`answer ${i + 1} of ${id}`, await faultOfAnswer(await send(id, asked), responses['200'].content, asked))
    }

  // each event of a stream, where the document has a schema for it
  for (const [i, asked] of cases.createChatCompletion.entries()) {
    const streamed = { json: { ...asked.json, stream: true, stream_options: { include_usage: true } } }
    const frames = (await (await send('createChatCompletion', streamed)).text()).split('\n\n').filter(Boolean)
    const end = frames.pop()
    note(`stream ${i + 1} ends`, end === 'data: [DONE]' ? null : `its end is ${end}`)
    const chunks = frames.map(frame => JSON.parse(frame.replace(/^data: /, '')))
    const faults = chunks.map(chunk => faultOf(schemas.CreateChatCompletionStreamResponse, chunk)).filter(Boolean)
    note(`chunks of stream ${i + 1}`, faults[0] ?? (chunks.length > 2 ? null : `${chunks.length} chunks`))
  }

  const envelope = schemas.ErrorResponse
  const faultOfError = async answer => {
    if (answer.headers.get('content-type') !== 'application/json') return null
    const body = await answer.json()
    const nulls = Object.entries(body.error ?? {}).filter(([, value]) => value === null)
    return faultOf(envelope, body) ?? (nulls.length > 0 ? `null in ${nulls.map(([name]) => name)}` : null)
  }
  const { errors } = await (await fetch(`${mock.url}/__mock/errors`)).json()
  for (const { status, variants } of errors) {
    if (status < 400) continue
    for (const variant of Object.keys(variants)) {
      const headers = { 'x-mock-status': String(status), 'x-mock-variant': variant }
      const answer = await send('createChatCompletion', cases.createChatCompletion[0], headers)
      const isOther = answer.status === status ? null : `status ${answer.status}`
      note(`error ${status} ${variant}`, isOther ?? (await faultOfError(answer)))
    }
    for (const id of operations.keys()) {
      const answer = await send(id, typeof cases[id][0] === 'function' ? cases[id][0](ids) : cases[id][0], {
        'x-mock-status': String(status),
      })
      const isOther = answer.status === status ? null : `status ${answer.status}`
      note(`error ${status} of ${id}`, isOther ?? (await faultOfError(answer)))
    }
  }
  for (const id of operations.keys()) {
    const [{ schema } = {}] = Object.values(operations.get(id).requestBody?.content ?? {})
    const { required = [] } = schema?.$ref ? schemas[schema.$ref.split('/').at(-1)] : (schema ?? {})
    if (required.length === 0) continue
    const answer = await send(id, { json: {} })
    note(`an empty object to ${id} is refused`, answer.status === 400 ? await faultOfError(answer) : `${answer.status}`)
  }
  await mock.close()
  for (const { operation, complete } of own) {
    const other = await startMock({ scenario: { about: 'Parts of its own.', rules: [{ complete }] } })
    const { path } = operations.get(operation)
    const post = json => fetch(other.url + path, { method: 'POST', ...bodyOf({ json }) })
    const [{ json }] = cases[operation]
    const { schema } = operations.get(operation).responses['200'].content['application/json']
    note(`${operation} with parts of its own`, faultOf(schema, await (await post(json)).json()))
    if (operation === 'createChatCompletion') {
      const frames = (await (await post({ ...json, stream: true })).text()).split('\n\n').filter(Boolean).slice(0, -1)
      const chunks = frames.map(frame => JSON.parse(frame.replace(/^data: /, '')))
      const faults = chunks.map(chunk => faultOf(schemas.CreateChatCompletionStreamResponse, chunk)).filter(Boolean)
      note(`chunks of ${operation} with parts of its own`, faults[0] ?? null)
    }
    await other.close()
  }
  for (const { operation, complete, seen: status } of ends) {
    const other = await startMock({ scenario: { about: 'An end.', rules: [{ match: endMatch[operation], complete }] } })
    const post = (path, body) => fetch(other.openaiBaseUrl + path, { method: 'POST', ...bodyOf(body) })
    const claim = `${operation} that ends as ${complete.status}`
    if (operation === 'createResponse') {
      note(
        claim,
        faultOf(schemas.CreateResponseResponse, await (await post('/responses', cases.createResponse[0])).json()),
      )
    } else {
      const { id: file } = await (await post('/files', made.file[1])).json()
      const { id } = await (await post('/batches', made.batch[1]({ file }))).json()
      const seen = await statusOf(`${other.openaiBaseUrl}/batches/${id}`, status)
      note(claim, seen.status === status ? faultOf(schemas.Batch, seen) : `it is ${seen.status}`)
    }
    await other.close()
  }
}

if (existsSync(file)) {
  await run()
  print(`openapi: ${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
} else print(`skipped: OpenAPI conformance: there is no document at "${file}"`)
