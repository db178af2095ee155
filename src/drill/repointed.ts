/** Where a client is sent. */
export interface Target {
  /** `http://127.0.0.1:PORT/session/ID`, without a slash at the end. */
  readonly baseUrl: string
  readonly session: string
  /** `http://127.0.0.1:PORT/__mock`. */
  readonly controlUrl: string
}

/** Looks like a key, so that SDKs take it, and opens nothing. */
const DUMMY_KEY = 'gsk_groq-mock-drill-not-a-real-key'
const LOCAL = ['127.0.0.1', 'localhost', '::1']

/** A list of hosts that no proxy is asked for, with this machine in it. */
const direct = (hosts = ''): string => [...new Set([...hosts.split(',').filter(Boolean), ...LOCAL])].join(',')

/**
 * The environment of a client that talks to the mock instead of to the API. Keys are replaced, so that a drill can't spend money,
 * also where the client ignores the URL.
 */
export const repointed = (
  environment: NodeJS.ProcessEnv,
  { baseUrl, session, controlUrl }: Target,
): NodeJS.ProcessEnv => ({
  ...environment,
  GROQ_BASE_URL: baseUrl,
  OPENAI_BASE_URL: `${baseUrl}/openai/v1`,
  OPENAI_API_BASE: `${baseUrl}/openai/v1`,
  GROQ_API_KEY: DUMMY_KEY,
  OPENAI_API_KEY: DUMMY_KEY,
  GROQ_MOCK_SESSION: session,
  GROQ_MOCK_CONTROL_URL: controlUrl,
  NO_PROXY: direct(environment.NO_PROXY),
  no_proxy: direct(environment.no_proxy ?? environment.NO_PROXY),
})
