import type { FastifyReply } from 'fastify'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'

/** So many items of a list are written in a turn of the loop: a millisecond or so. */
const AT_ONCE = 500

/** The JSON of an object with long lists; others have their turn while it is written. */
export const longJson = async (whole: Readonly<Record<string, unknown>>): Promise<string> => {
  const fields: string[] = []
  for (const [name, value] of Object.entries(whole)) {
    if (!Array.isArray(value) || value.length <= AT_ONCE) {
      if (value !== undefined) fields.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`)
      continue
    }
    const parts: string[] = []
    for (let from = 0; from < value.length; from += AT_ONCE) {
      parts.push(JSON.stringify(value.slice(from, from + AT_ONCE)).slice(1, -1))
      await turnOfTheLoop()
    }
    fields.push(`${JSON.stringify(name)}:[${parts.join(',')}]`)
  }
  return `{${fields.join(',')}}`
}

/** Answers with it. */
export const sendLongJson = async (
  reply: FastifyReply,
  whole: Readonly<Record<string, unknown>>,
  status = 200,
): Promise<FastifyReply> => {
  const text = await longJson(whole)
  return reply.code(status).type('application/json; charset=utf-8').send(text)
}
