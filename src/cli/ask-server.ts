import { type Advice, noAnswer, notTheControlApi } from '../control-out-of-reach.ts'
import { jsonIn, refusalIn } from '../control-refusal.ts'
import { readArguments, readEnvironment, type Said, textFlag } from '../flags.ts'
import { UsageError } from '../usage-error.ts'

/** The flags of commands that ask a running server; each has a variable in the environment. */
export const serverFlags = {
  url: textFlag('URL', 'The URL of the server', 'http://127.0.0.1:4010'),
  session: textFlag('ID', 'The session to ask about', 'default'),
  'control-token': textFlag('TOKEN', 'The --control-token that the server was started with', ''),
} as const

export const DEFAULT_URL = 'http://127.0.0.1:4010'
const LONGEST_MS = 10_000

const advice: Advice = {
  start: 'Start one with groq-mock serve, or give its address with --url.',
  trust: 'Name the file of its CA in NODE_EXTRA_CA_CERTS.',
}

/** What a command that asks a server was told. */
export interface ServerOrder {
  readonly words: readonly string[]
  /** Without a slash at the end. */
  readonly url: string
  /** Null where none was said. */
  readonly session: string | null
  readonly token: string | null
}

/** The URL of a server without a slash at the end. Throws `UsageError`. */
export const urlOf = (text: string): string => {
  const url = text.replace(/\/+$/, '')
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new UsageError(`The URL of the server is ${JSON.stringify(text)}; expected one such as ${DEFAULT_URL}.`)
  return url
}

/** Flags over environment over defaults. Throws `UsageError`. */
export const readServerOrder = (args: readonly string[], environment: NodeJS.ProcessEnv): ServerOrder => {
  const { said, words } = readArguments(args, serverFlags)
  const all: Said<typeof serverFlags> = { ...readEnvironment(environment, serverFlags), ...said }
  return {
    words,
    url: urlOf(all.url ?? DEFAULT_URL),
    session: all.session ?? null,
    token: all['control-token'] ?? null,
  }
}

/** How a question is sent; by default it has no body and wants JSON. */
interface AskOptions {
  readonly accept?: string
  /** YAML or JSON, to be posted. */
  readonly body?: string
  /** A status other than 200 that is an answer too. */
  readonly awaited?: number
  /** How long the server takes its time before it answers. */
  readonly takesMs?: number
}

/** Sends a question to the control API. Throws `UsageError` where nobody answers. */
export const ask = async (
  { url, token }: Pick<ServerOrder, 'url' | 'token'>,
  path: string,
  { accept = 'application/json', body, takesMs = 0 }: AskOptions = {},
): Promise<Response> => {
  try {
    return await fetch(`${url}/__mock${path}`, {
      headers: {
        accept,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/yaml' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_MS + takesMs),
    })
  } catch (error) {
    const { cause = error } = error as { readonly cause?: unknown }
    throw new UsageError(noAnswer(url, cause, advice))
  }
}

/** Asks the control API of a running server. Throws `UsageError` with what it says where it answers with something else than 200, or what is awaited. */
export const askServer = async (
  order: Pick<ServerOrder, 'url' | 'token'>,
  path: string,
  options: AskOptions = {},
): Promise<unknown> => {
  const answer = await ask(order, path, options)
  const text = await answer.text()
  const body = jsonIn(text)
  if ((answer.ok || answer.status === options.awaited) && typeof body === 'object') return body
  const sentence = refusalIn(body)?.message ?? null
  if (sentence === null)
    throw new UsageError(
      notTheControlApi(order.url, `${options.body === undefined ? 'GET' : 'POST'} /__mock${path}`, answer.status, text),
    )
  const hint =
    answer.status === 401 ? ' To this command, give it with --control-token TOKEN or GROQ_MOCK_CONTROL_TOKEN.' : ''
  throw new UsageError(`${sentence}${hint}`)
}
