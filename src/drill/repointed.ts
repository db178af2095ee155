import { type ClientTarget, clientVariables } from '../client-variables.ts'

/** The environment of a client that talks to the mock instead of to the API. */
export const repointed = (environment: NodeJS.ProcessEnv, target: ClientTarget): NodeJS.ProcessEnv => ({
  ...environment,
  ...clientVariables(environment, target),
})
