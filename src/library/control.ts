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

const whyNot = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}

const TOKEN_HINT = ' Give it to connect: connect(url, { token }), or in GROQ_MOCK_CONTROL_TOKEN.'

const errorOf = ({ url }: ControlTarget, { method, path }: ControlOrder, status: number, body: unknown): Error => {
  const refusal = refusalIn<Diagnostic>(body)
  if (refusal === null)
    return new UsageError(
      `The server at ${url} is not groq-mock: it answered ${method} /__mock${path.replace(/\?.*/s, '')} with ${status}.`,
    )
  const { message, diagnostics } = refusal
  if (diagnostics) return new ScenarioError(diagnostics)
  if (status >= 500) return new Error(message)
  return new UsageError(`${message}${status === 401 ? TOKEN_HINT : ''}`)
}

/** Asks the control API of a server. */
export const controlOf = (target: ControlTarget, call: typeof controlCall = controlCall): Control => {
  let ended: string | null = null
  const send = async (order: ControlOrder): Promise<ControlAnswer> => {
    if (ended !== null) throw new UsageError(ended)
    try {
      return await call(target, order)
    } catch (error) {
      throw new UsageError(
        `No groq-mock answers at ${target.url} (${whyNot(error)}). Start one with groq-mock serve, or give connect its address.`,
      )
    }
  }
  return {
    target,
    ask: async <Body>(order: ControlOrder, ...awaited: number[]) => {
      const { status, text } = await send(order)
      const body = text === '' ? null : jsonIn(text)
      const isAwaited = (status >= 200 && status < 300) || awaited.includes(status)
      if (!isAwaited || body === undefined) throw errorOf(target, order, status, body)
      return { status, body: body as Body }
    },
    end: why => {
      ended = why
    },
    hasEnded: () => ended !== null,
  }
}
