import { nearest } from './nearest.ts'

/** Kubernetes sets `GROQ_MOCK_PORT=tcp://…` and more for a service of this name: those variables are not for us. */
const FROM_KUBERNETES = /^GROQ_MOCK_(?:SERVICE_(?:HOST|PORT)|PORT_\d+_)/
/** Variables that other programs read, not the server. */
const FOR_CLIENTS = new Set(
  ['SESSION', 'CONTROL_URL', 'URL', 'COMMAND', 'IMAGE', 'REQUIRED'].map(name => `GROQ_MOCK_${name}`),
)

/** A warning for each variable that looks like ours and is none of the known ones. */
export const strayVariables = (environment: NodeJS.ProcessEnv, known: readonly string[]): readonly string[] =>
  Object.keys(environment)
    .filter(
      name =>
        name.startsWith('GROQ_MOCK_') && !known.includes(name) && !FROM_KUBERNETES.test(name) && !FOR_CLIENTS.has(name),
    )
    .map(name => {
      const near = nearest(name, known)
      return `the environment variable ${name} is not known${near ? `; did you mean ${near}?` : ''}`
    })
