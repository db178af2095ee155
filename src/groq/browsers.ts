/**
 * What browsers are told (docs/facts/groq-wire.md §2.4). To a page that sends its origin every answer says that any may read
 * it: observed. A recording of a browser shows no exposed headers, so a page reads the body, but neither `retry-after` nor
 * the limits. That preflights are answered was observed, how they are is inferred from what browsers need.
 */

/** Of every answer to a request that has an `Origin`. */
export const anyOrigin = { name: 'access-control-allow-origin', value: '*' } as const

/** The status of the answer to a preflight. */
export const preflightStatus = 204

/** The methods that the API has. */
export const apiMethods = 'GET, HEAD, POST, DELETE, OPTIONS'
