import type { Call } from '../../call.ts'
import { goJson } from '../../groq/go.ts'
import { isLongBody } from '../../is-long-body.ts'
import { isObject, list, member } from '../../json-value.ts'
import { jsonInSteps } from '../json-in-steps.ts'

/** What a response says again of its request, by name; undefined where the request does not say it. */
const said: Readonly<Record<'instructions' | 'tools' | 'metadata' | 'user', (body: unknown) => unknown>> = {
  instructions: body => textIn(body, 'instructions'),
  tools: body => list(member(body, 'tools')).filter(isObject),
  metadata: body => {
    const metadata = member(body, 'metadata')
    return isObject(metadata) ? metadata : undefined
  },
  user: body => textIn(body, 'user'),
}

const textIn = (body: unknown, name: string): string | undefined => {
  const text = member(body, name)
  return typeof text === 'string' ? text : undefined
}

type Echoed = keyof typeof said

const ahead = new WeakMap<object, ReadonlyMap<string, string | null>>()

/** Writes what a response says again of its request before it is asked for, in steps; null for a short one. */
export const echoesAhead = ({ body, bodyBytes }: Pick<Call, 'body' | 'bodyBytes'>): Generator<void, void> | null => {
  if (!isLongBody(bodyBytes) || !isObject(body)) return null
  return (function* () {
    const written = new Map<string, string | null>()
    for (const [name, valueIn] of Object.entries(said)) {
      const value = valueIn(body)
      if (value === undefined) continue
      try {
        written.set(name, yield* jsonInSteps(value))
      } catch {
        written.set(name, null)
      }
    }
    ahead.set(body, written)
  })()
}

/** What the request says, as JSON. If it is nested some thousand levels deep, it can't be written, and counts as not given. */
export const echo = (value: unknown, otherwise: string): string => {
  try {
    return goJson(value)
  } catch {
    return otherwise
  }
}

/** The same of a member by its name, which may have been written ahead; `otherwise` where the request does not say it. */
export const echoed = (body: unknown, name: Echoed, otherwise: string): string => {
  const written = isObject(body) ? ahead.get(body)?.get(name) : undefined
  if (written !== undefined) return written ?? otherwise
  const value = said[name](body)
  return value === undefined ? otherwise : echo(value, otherwise)
}
