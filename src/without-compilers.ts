const none = (): never => {
  throw new Error('this route has a schema, and its server no compiler for it')
}

/**
 * For a Fastify whose routes have no schemas, or bring their own compiler: else it loads Ajv and fast-json-stringify, which takes
 * as long as to load Fastify itself.
 */
export const withoutCompilers = { compilersFactory: { buildValidator: none, buildSerializer: none } }
