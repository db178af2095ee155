import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** An answer that was read whole. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what came is what is tested
  readonly body: any
}

/** What a request has beyond its method and URL. */
export interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const agent = new Agent({ keepAlive: true })

/** Sends a request and reads its answer whole, JSON as its value: a quarter of the work of `fetch`, which counts where many are sent. */
export const ask = (method: string, url: string, { headers = {}, body }: Asking = {}): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, answer => {
      const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      )
      const isJson = answer.headers['content-type']?.startsWith('application/json')
      text(answer).then(
        all =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: new Headers(pairs),
            body: isJson && all ? JSON.parse(all) : all,
          }),
        reject,
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
