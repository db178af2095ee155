// Writes down what the routes of the control API say of themselves, as an OpenAPI document: from the schemas that they are
// registered with, so that there is no second truth. What the mock itself never needs is loaded here, and not there.
import swagger from '@fastify/swagger'
import Fastify from 'fastify'

const about = version => ({
  openapi: '3.1.0',
  info: {
    title: 'The control API of groq-mock',
    version,
    summary: 'Look at what clients did, and choose what they get.',
    description:
      'Everything below /__mock. A call is answered on loopback, to a local Host; elsewhere it takes the token of --control-token, ' +
      'or --control-open. With --no-control only /__mock, /__mock/health and /__mock/ready answer. Bodies are JSON or YAML ' +
      '(application/yaml, application/x-yaml, text/yaml or text/plain), up to 5 MiB.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'The server that gave you this.' }],
  tags: [
    { name: 'server', description: 'The server itself.' },
    { name: 'scenarios', description: 'What can be chosen.' },
    { name: 'sessions', description: 'The isolated state of each tenant.' },
    { name: 'journal', description: 'What happened.' },
  ],
  security: [{}, { token: [] }],
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The value of --control-token.' } },
  },
})

const isObject = value => typeof value === 'object' && value !== null

/** Keywords under which names stand that are not keywords themselves. */
const mappings = new Set(['properties', 'content', 'responses', 'paths', 'schemas', 'securitySchemes'])

/** Our own keywords of schemas in those that everybody knows; a schema with a title is put among `schemas`, and referred to. */
class Standard {
  schemas = {}
  #patterns

  constructor(patterns) {
    this.#patterns = patterns
  }

  of(value, areNames = false) {
    if (Array.isArray(value)) return value.map(item => this.of(item))
    if (!isObject(value)) return value
    if (areNames) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.of(part)]))
    const { expects, offers: _offers, atMostOneOf: _atMostOneOf, format, ...own } = value
    const plain = Object.fromEntries(Object.entries(own).map(([key, part]) => [key, this.of(part, mappings.has(key))]))
    const pattern = Object.hasOwn(this.#patterns, format ?? '') ? this.#patterns[format] : null
    if (pattern !== null) plain.pattern = pattern
    if (expects !== undefined) plain.description ??= `Expected: ${expects}.`
    return typeof own.title === 'string' && (own.type ?? own.anyOf) !== undefined
      ? this.#place(own.title, plain)
      : plain
  }

  #place(title, schema) {
    const known = this.schemas[title]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`two schemas have the title ${title}`)
    this.schemas[title] = schema
    return { $ref: `#/components/schemas/${title}` }
  }
}

const inOrder = all => Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))

/** `addRoutes` registers the routes, `patterns` are our formats as regular expressions. */
export const describeControl = async (addRoutes, { version, patterns, options }) => {
  const app = Fastify(options)
  await app.register(swagger, { openapi: about(version), convertConstToEnum: false })
  await app.register(addRoutes, { prefix: '/__mock', settings: { control: true } })
  await app.ready()
  const { paths, ...head } = app.swagger()
  await app.close()
  for (const path of Object.values(paths)) {
    // it answers as GET does, without a body
    delete path.head
    for (const told of Object.values(path)) {
      if (told['x-optional-body']) told.requestBody.required = false
      delete told['x-optional-body']
    }
  }
  const standard = new Standard(patterns)
  const described = standard.of(paths, true)
  return {
    ...head,
    paths: described,
    components: { ...head.components, schemas: inOrder(standard.schemas) },
  }
}
