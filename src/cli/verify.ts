import { textFlag } from '../flags.ts'
import { readTextOnce, whyUnreadable } from '../scenario/files.ts'
import { UsageError } from '../usage-error.ts'
import { askServer, readServerOrder, serverFlags } from './ask-server.ts'
import type { Surroundings } from './surroundings.ts'

/** The flags of `verify`; each has a variable in the environment. */
export const verifyFlags = {
  ...serverFlags,
  session: textFlag('ID', 'The session whose entries are looked at', 'default'),
} as const

/** The longest `within`. */
const MOST_WITHIN_MS = 60_000
const MOST_BYTES = 1024 ** 2

interface Answer {
  readonly ok: boolean
  readonly count: number
  readonly entries: readonly string[]
  readonly message?: string
  readonly seen?: readonly string[]
}

/** What is to be verified: as it is written, or `@FILE`. */
const orderOf = (word: string): string => {
  if (!word.startsWith('@')) return word
  try {
    return readTextOnce(word.slice(1), MOST_BYTES)
  } catch (error) {
    throw new UsageError(`What is to be verified can't be read: ${whyUnreadable(word.slice(1), error)}.`)
  }
}

const EXAMPLE = `groq-mock verify '{ sequence: [{ status: 429 }, { status: 200, waited: ">=1s" }] }'`

/** `groq-mock verify ORDER`: whether a running server saw what should have happened. */
export const verify = async (
  args: readonly string[],
  { variables, print }: Pick<Surroundings, 'variables' | 'print'>,
): Promise<number> => {
  const { words, session, ...server } = readServerOrder(args, variables)
  const [word, ...rest] = words
  if (word === undefined || rest.length > 0)
    throw new UsageError(
      `verify takes one text, YAML or JSON, or @FILE; seen ${words.length === 0 ? 'none' : JSON.stringify(rest[0])}. For example: ${EXAMPLE}`,
    )
  const path = `/sessions/${encodeURIComponent(session ?? 'default')}/verify`
  const answer = (await askServer(server, path, {
    body: orderOf(word),
    awaited: 409,
    takesMs: MOST_WITHIN_MS,
  })) as Answer
  if (answer.ok) {
    print(`It holds: ${answer.entries.join(', ') || 'no entry matches'}.`)
    return 0
  }
  print([`It does not hold: ${answer.message}`, ...(answer.seen ?? []).map(line => `  ${line}`)].join('\n'))
  return 1
}
