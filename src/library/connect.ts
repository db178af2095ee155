import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { controlOf } from './control.ts'
import type { Mock } from './mock.ts'
import { mockOf } from './mock-of.ts'
import { checkOptions, type OptionTable, text, yesOrNo } from './options.ts'

/** How a server is reached; everything optional. */
export interface ConnectOptions {
  /** The `--control-token` that it was started with. Default: GROQ_MOCK_CONTROL_TOKEN. */
  readonly token?: string
  /** The CA that its certificate is of, PEM. Default: those that Node trusts. */
  readonly ca?: string
  /** Goes on with a server of another version. */
  readonly anyVersion?: boolean
}

const connectOptions: OptionTable = { token: text, ca: text, anyVersion: yesOrNo }

const DEFAULT_URL = 'http://127.0.0.1:4010'

const urlOf = (given: unknown): string => {
  const url = typeof given === 'string' ? given.replace(/\/+$/, '') : ''
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new UsageError(`connect takes the URL of a server, such as ${DEFAULT_URL}; seen ${JSON.stringify(given)}.`)
  return url
}

const checkVersion = (url: string, theirs: unknown, isAnyGood: boolean): void => {
  if (typeof theirs !== 'string')
    throw new UsageError(`The server at ${url} is not groq-mock: it does not say its version.`)
  if (isAnyGood || theirs === version) return
  throw new UsageError(
    `The server at ${url} is groq-mock ${theirs} and this library is ${version}: take the same version of both, or write connect(url, { anyVersion: true }).`,
  )
}

/**
 * The mock at a URL, by default at `GROQ_MOCK_URL`, over its control API. To close it deletes the sessions that were made with it,
 * and leaves the server as it is. Throws `UsageError` where no groq-mock answers, or one of another version, or one that is closed to us.
 */
export const connect = async (
  to: string = process.env.GROQ_MOCK_URL || DEFAULT_URL,
  options: ConnectOptions = {},
): Promise<Mock> => {
  checkOptions('connect', options, connectOptions, '{ token }')
  const url = urlOf(to)
  const { token = process.env.GROQ_MOCK_CONTROL_TOKEN || null, ca = null, anyVersion = false } = options
  const control = controlOf({ url, token, ca })
  // whoever answers there need not be one of ours
  const { body }: { readonly body: { readonly version?: unknown } | null } = await control.ask('GET /health', {})
  checkVersion(url, body?.version, anyVersion)
  await control.ask('GET /sessions/:id', { params: { id: 'default' } })
  return mockOf(control, async sessions => {
    await Promise.all([...sessions].map(session => session.close()))
  })
}
