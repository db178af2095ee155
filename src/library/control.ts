import { type Advice, noAnswer, notTheControlApi } from '../control-out-of-reach.ts'
import { jsonIn, refusalIn } from '../control-refusal.ts'
import { type Diagnostic, ScenarioError } from '../scenario/diagnostic.ts'
import { UsageError } from '../usage-error.ts'
import { type ControlAnswer, type ControlOrder, type ControlTarget, controlCall } from './control-call.ts'

/** The control API of one server. */
export interface Control {
  readonly target: ControlTarget
  /** Gives the body of an answer in 2xx, or in a status that is awaited. Throws `UsageError` or `ScenarioError`, in the words of the server. */
  ask<Body>(order: ControlOrder, ...awaited: number[]): Promise<{ readonly status: number; readonly body: Body }>
  /** From now on every question is met with this sentence. */
  end(why: string): void
  hasEnded(): boolean
}

const advice: Advice = {
  start: 'Start one with groq-mock serve, or give connect its address.',
  trust: 'Give its CA to connect: connect(url, { ca }), or its file in NODE_EXTRA_CA_CERTS.',
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
    ask: async <Body>(order: ControlOrder, ...awaited: number[]) => {
      const answer = await send(order)
      const { status, text } = answer
      const body = text === '' ? null : jsonIn(text)
      const isAwaited = (status >= 200 && status < 300) || awaited.includes(status)
      if (!isAwaited || body === undefined) throw errorOf(target, order, answer, body)
      return { status, body: body as Body }
    },
    end: why => {
      ended = why
    },
    hasEnded: () => ended !== null,
  }
}
