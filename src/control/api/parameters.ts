const id = { type: 'string', description: 'The id of the session; `default` always exists.' } as const
const entry = { type: 'string', description: 'The id of an entry, as `x-mock-entry` gives it.' } as const
const name = { type: 'string', description: 'The name of the scenario.' } as const

/** The parameters of every route of one session. */
export const ofSession = { type: 'object', required: ['id'], properties: { id } } as const
export const ofEntry = { type: 'object', required: ['entry'], properties: { entry } } as const
export const ofSessionEntry = { type: 'object', required: ['id', 'entry'], properties: { id, entry } } as const
export const ofScenario = { type: 'object', required: ['name'], properties: { name } } as const
const injection = { type: 'string', description: 'The id of the temporary rule.' } as const
export const ofInjection = { type: 'object', required: ['id', 'injection'], properties: { id, injection } } as const
