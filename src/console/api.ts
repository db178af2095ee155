import type { AnswerTo, Calls, Sent } from '../control/api/calls.ts'

/** Why the control API did not do what it was asked. Status 0: nobody answered. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const KEPT_AS = 'groq-mock-control-token'

/** The token that was typed in; it is kept for this tab alone. */
export const token = {
  get: (): string | null => sessionStorage.getItem(KEPT_AS),
  set: (value: string): void => sessionStorage.setItem(KEPT_AS, value),
}

/** What is sent with a control call. */
export interface Sending {
  readonly body?: unknown
  readonly accept?: string
  readonly signal?: AbortSignal
}

const wordsOf = async (answer: Response): Promise<string> => {
  const text = await answer.text()
  try {
    return (JSON.parse(text) as { readonly error: { readonly message: string } }).error.message
  } catch {
    return `The server answered with ${answer.status}.`
  }
}

/** Asks the control API; rejects with a Refusal where it does not do it. */
export const send = async (method: string, path: string, { body, accept, signal }: Sending = {}): Promise<Response> => {
  const known = token.get()
  const answer = await fetch(`/__mock${path}`, {
    method,
    headers: {
      accept: accept ?? 'application/json',
      ...(known && { authorization: `Bearer ${known}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new Refusal(0, 'The server does not answer.')
  })
  if (!answer.ok) throw new Refusal(answer.status, await wordsOf(answer))
  return answer
}

/** What goes with a call, before its types are looked at. */
interface Said {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** Asks as the description of the control API says, for an answer in JSON. */
export const ask = async <Name extends keyof Calls>(
  call: Name,
  sent: Sent<Name>,
  signal?: AbortSignal,
): Promise<AnswerTo<Name>['body']> => {
  const { params = {}, query = {}, body } = sent as Said
  const [method = '', pattern = ''] = call.split(' ')
  const values = new Map(Object.entries(params))
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''))
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value == null ? [] : [[name, String(value)]],
  )
  const answer = await send(method, asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`, {
    body,
    ...(signal && { signal }),
  })
  return (answer.status === 204 ? null : await answer.json()) as AnswerTo<Name>['body']
}

/** The path of something of a session. */
export const pathOf = (session: string, rest = ''): string => `/sessions/${encodeURIComponent(session)}${rest}`
