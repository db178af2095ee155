import type { AnswerTo, Calls, Sent, StatusOf } from '../control/api/calls.ts'
import { type Advice, noAnswer, notTheControlApi } from '../control-out-of-reach.ts'
import { jsonIn, refusalIn } from '../control-refusal.ts'
import { type Diagnostic, ScenarioError } from '../scenario/diagnostic.ts'
import { UsageError } from '../usage-error.ts'
import { type ControlAnswer, type ControlOrder, type ControlTarget, controlCall } from './control-call.ts'

/** How an answer is waited for. */
interface Waiting<Awaited> {
  /** How long the server takes its time before it answers. */
  readonly takesMs?: number
  /** Statuses that are an answer too, beside 2xx. */
  readonly awaited?: readonly Awaited[]
}

/** What is sent, before its types are looked at. */
interface Said {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** The control API of one server: its calls, by method and path, take and give what the description of it says. */
export interface Control {
  readonly target: ControlTarget
  /** Gives an answer in 2xx, or in a status that is awaited. Throws `UsageError` or `ScenarioError`, in the words of the server. */
  ask<Name extends keyof Calls, Awaited extends StatusOf<Name> = never>(
    call: Name,
    sent: Sent<Name>,
    waiting?: Waiting<Awaited>,
  ): Promise<AnswerTo<Name, Awaited>>
  /** From now on every question is met with this sentence. */
  end(why: string): void
  hasEnded(): boolean
}

const advice: Advice = {
  start: 'Start one with groq-mock serve, or give connect its address.',
  trust: 'Give its CA to connect: connect(url, { ca }), or its file in NODE_EXTRA_CA_CERTS.',
}

const orderFor = (call: keyof Calls, { params, query, body }: Said, takesMs: number): ControlOrder => {
  const [method, pattern] = call.split(' ') as [ControlOrder['method'], string]
  const values = new Map(Object.entries(params ?? {}))
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''))
  const asked = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value == null ? [] : [[name, String(value)]],
  )
  return { method, path: asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`, body, takesMs }
}

const TOKEN_HINT = ' Give it to connect: connect(url, { token }), or in GROQ_MOCK_CONTROL_TOKEN.'

/** What is wrong with a body that the library wrote: nobody has seen its lines, and lists of a program count from 0. */
const ofABody = (message: string): string =>
  message
    .split('\n')
    .map(line => {
      const rest = line.replace(/^body:\d+:\d+: error: /, '')
      return rest === line ? line : rest.replace(/\bsequence\[(\d+)\]/, (_all, place) => `sequence[${place - 1}]`)
    })
    .join('\n')

const errorOf = (
  { url }: ControlTarget,
  { method, path }: ControlOrder,
  { status, text }: ControlAnswer,
  body: unknown,
): Error => {
  const refusal = refusalIn<Diagnostic>(body)
  if (refusal === null)
    return new UsageError(notTheControlApi(url, `${method} /__mock${path.replace(/\?.*/s, '')}`, status, text))
  const { message, diagnostics } = refusal
  if (diagnostics) return new ScenarioError(diagnostics)
  if (status >= 500) return new Error(message)
  return new UsageError(`${ofABody(message)}${status === 401 ? TOKEN_HINT : ''}`)
}

/** Asks the control API of a server. */
export const controlOf = (target: ControlTarget, call: typeof controlCall = controlCall): Control => {
  let ended: string | null = null
  const send = async (order: ControlOrder): Promise<ControlAnswer> => {
    if (ended !== null) throw new UsageError(ended)
    try {
      return await call(target, order)
    } catch (error) {
      throw new UsageError(noAnswer(target.url, error, advice))
    }
  }
  return {
    target,
    ask: async <Name extends keyof Calls, Awaited extends StatusOf<Name> = never>(
      call: Name,
      sent: Sent<Name>,
      { takesMs = 0, awaited = [] }: Waiting<Awaited> = {},
    ) => {
      const order = orderFor(call, sent as Said, takesMs)
      const answer = await send(order)
      const { status, text } = answer
      const body = text === '' ? null : jsonIn(text)
      const isAwaited = (status >= 200 && status < 300) || awaited.some(one => one === status)
      if (!isAwaited || body === undefined) throw errorOf(target, order, answer, body)
      // a server of this version answers as it is described: `connect` looks at that
      return { status, body } as AnswerTo<Name, Awaited>
    },
    end: why => {
      ended = why
    },
    hasEnded: () => ended !== null,
  }
}
