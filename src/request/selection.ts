import type { IncomingHttpHeaders } from 'node:http'
import { type Injection, nothingChosen, type Selection, type WrongSelection } from '../call.ts'
import { hash32 } from '../chance.ts'
import { errors } from '../groq/errors.ts'
import { nearest } from '../nearest.ts'
import { ownText } from '../own-text.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** What a base URL chose: `/scenario/<name>/session/<id>`, either or both, in that order, as it stands in the URL. */
export interface Prefix {
  readonly scenario: string | null
  readonly session: string | null
  /** The URL without the prefix. */
  readonly rest: string
}

const PREFIX = /^(?:\/scenario\/([^/?#]*))?(?:\/session\/([^/?#]*))?(?=[/?#]|$)/

/** Takes the prefix off a URL. Compares undecoded and never throws. */
export const splitPrefix = (url: string): Prefix => {
  if (!url.startsWith('/scenario/') && !url.startsWith('/session/')) return { scenario: null, session: null, rest: url }
  const [all = '', scenario, session] = PREFIX.exec(url) ?? []
  return { scenario: scenario ?? null, session: session ?? null, rest: url.slice(all.length) || '/' }
}

// a dot alone, or two, is no segment of a URL: clients take it out, and nobody could ask for what has that name
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

const wrong = (message: string, code = 'mock_bad_selection'): WrongSelection => ({ status: 400, code, message })

/** As much of what was sent as a message shows; half a secret could not be told to be one. */
const cut = (text: string): string => withoutSecrets(text).slice(0, 120)

const wrongName = (what: string, name: string | null): WrongSelection | null =>
  name === null || NAME.test(name)
    ? null
    : wrong(
        `The ${what} ${JSON.stringify(cut(name))} is not valid: use 1 to 100 letters, digits, dots, hyphens and underscores, and no dots alone.`,
      )

const possibleStatus = (status: number): boolean => status === 200 || status === 206 || (status >= 400 && status <= 599)

const variantsOf = (status: number): readonly string[] =>
  Object.keys((errors as Readonly<Record<number, { readonly variants: object }>>)[status]?.variants ?? {})

const wrongVariant = (status: number, variant: string): WrongSelection | null => {
  const names = variantsOf(status)
  if (names.includes(variant)) return null
  const near = nearest(variant, names)
  const possible = names.length > 0 ? `Possible: ${names.join(', ')}.` : `Status ${status} has no variants.`
  return wrong(
    `Header x-mock-variant is "${cut(variant)}", which status ${status} does not have.${near ? ` Did you mean "${near}"?` : ''} ${possible}`,
  )
}

const retryAfterMs = (text: string): number | null => {
  const seconds = /^\d{1,7}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  return seconds <= 30 * 86_400 ? seconds * 1000 : null
}

interface Injected {
  readonly inject: Injection | null
  readonly wrong: WrongSelection | null
}

const NOTHING: Injected = { inject: null, wrong: null }

const readInjection = (status: string, variant: string | null, retryAfter: string | null): Injected => {
  const code = /^\d{3}$/.test(status) ? Number(status) : Number.NaN
  if (!possibleStatus(code))
    return {
      inject: null,
      wrong: wrong(`Header x-mock-status is "${cut(status)}"; possible are 200, 206 and 400 to 599.`),
    }
  const waitMs = retryAfter === null ? null : retryAfterMs(retryAfter)
  if (retryAfter !== null && waitMs === null)
    return {
      inject: null,
      wrong: wrong(`Header x-mock-retry-after is "${cut(retryAfter)}"; expected seconds such as 2 or 0.5.`),
    }
  const badVariant = variant === null ? null : wrongVariant(code, variant)
  return badVariant
    ? { inject: null, wrong: badVariant }
    : { inject: { status: code, variant, retryAfterMs: waitMs }, wrong: null }
}

const injectionOf = (status: string | null, variant: string | null, retryAfter: string | null): Injected => {
  if (status !== null) return readInjection(status, variant, retryAfter)
  const alone = variant !== null ? 'x-mock-variant' : retryAfter !== null ? 'x-mock-retry-after' : null
  return alone === null
    ? NOTHING
    : { inject: null, wrong: wrong(`Header ${alone} needs x-mock-status too, such as x-mock-status: 429.`) }
}

const header = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name]
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
}

// some clients write ~ as %7E
const MARKED = /^([^~%]*)(?:~|%7[eE])([0-9a-z]{6})$/

/** A session as a given base URL names it: `name`, or `name~mark` where the mark of whoever made it stands with it. */
const splitMark = (session: string | null): readonly [name: string | null, mark?: string] => {
  const [, name, mark] = MARKED.exec(session ?? '') ?? []
  return name === undefined || mark === undefined ? [session] : [name, mark]
}

/** A key of any length as a name; an empty one names nothing. */
const shortName = (whole: string | null): string | null => {
  if (whole === null || whole === '') return null
  const key = withoutSecrets(whole)
  if (key.length <= 100) return key
  // calls keep it, and a part of a header would keep all of it
  return ownText(`${key.slice(0, 60)}-${hash32(key, 0).toString(36)}${hash32(key, 1).toString(36)}`)
}

/** What the client chose, by header before base URL, and what is wrong with it. Whether a scenario exists is not asked here. */
export const selectionOf = (prefix: Prefix, headers: IncomingHttpHeaders): Selection => {
  const scenario = header(headers, 'x-mock-scenario') ?? prefix.scenario
  const [session, mark] = splitMark(header(headers, 'x-mock-session') ?? prefix.session)
  const mockCall = header(headers, 'x-mock-call')
  const call = mockCall ?? shortName(header(headers, 'idempotency-key'))
  const injected = injectionOf(
    header(headers, 'x-mock-status'),
    header(headers, 'x-mock-variant'),
    header(headers, 'x-mock-retry-after'),
  )
  if (scenario === null && session === null && call === null && injected === NOTHING) return nothingChosen
  const wrongChoice =
    wrongName('scenario', scenario) ?? wrongName('session', session) ?? wrongName('call', mockCall) ?? injected.wrong
  // a name that is a secret is another one from here on, so that no place has to hide it
  const valid = (name: string | null) => (name !== null && NAME.test(name) ? withoutSecrets(name) : null)
  return {
    scenario: valid(scenario),
    session: valid(session),
    ...(mark === undefined ? {} : { mark }),
    call: call && withoutSecrets(call),
    inject: injected.inject,
    wrong: wrongChoice,
  }
}
