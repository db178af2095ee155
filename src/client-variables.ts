/** Where a client is sent. */
export interface ClientTarget {
  /** `http://127.0.0.1:PORT/session/ID`, without a slash at the end. */
  readonly baseUrl: string
  readonly session: string
  /** `http://127.0.0.1:PORT/__mock`. */
  readonly controlUrl: string
}

/** Looks like a key, so that SDKs take it, and opens nothing. */
const DUMMY_KEY = 'gsk_groq-mock-not-a-real-key'
const LOCAL = ['127.0.0.1', 'localhost', '::1']

/** A list of hosts that no proxy is asked for, with these in it. */
const direct = (hosts: string, more: readonly string[]): string =>
  [...new Set([...hosts.split(',').filter(Boolean), ...more])].join(',')

/**
 * The variables that point a client at the mock instead of at the API; `environment` is what it has. Keys are replaced, so that
 * it can't spend money, also where it ignores the URL.
 */
export const clientVariables = (
  environment: NodeJS.ProcessEnv,
  { baseUrl, session, controlUrl }: ClientTarget,
): Readonly<Record<string, string>> => {
  const hosts = [...LOCAL, new URL(baseUrl).hostname.replace(/^\[(.*)\]$/, '$1')]
  return {
    GROQ_BASE_URL: baseUrl,
    OPENAI_BASE_URL: `${baseUrl}/openai/v1`,
    OPENAI_API_BASE: `${baseUrl}/openai/v1`,
    GROQ_API_KEY: DUMMY_KEY,
    OPENAI_API_KEY: DUMMY_KEY,
    GROQ_MOCK_SESSION: session,
    GROQ_MOCK_CONTROL_URL: controlUrl,
    NO_PROXY: direct(environment.NO_PROXY ?? '', hosts),
    no_proxy: direct(environment.no_proxy ?? environment.NO_PROXY ?? '', hosts),
  }
}
