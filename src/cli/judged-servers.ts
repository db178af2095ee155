import type { Entry } from '../journal/entry.ts'
import { UsageError } from '../usage-error.ts'
import { type Judge, openJudge } from '../verdict/judge.ts'
import type { Facts, Trial, Verdict } from '../verdict/verdict.ts'
import { askServer, type ServerOrder } from './ask-server.ts'
import { serverJournal } from './server-journal.ts'

type Server = Pick<ServerOrder, 'url' | 'token'>
type Judged = Verdict & { readonly trial: Trial; readonly facts: Facts }

/** Servers that shared one run, and what is asked of them. */
export interface JudgeOrder {
  readonly urls: readonly string[]
  readonly session: string
  readonly token: string | null
  readonly strict: boolean
}

const verdictOf = async (server: Server, { session, strict }: JudgeOrder): Promise<Judged> => {
  const query = strict ? '?strict=true' : ''
  const found = (await askServer(server, `/sessions/${encodeURIComponent(session)}/verdict${query}`)) as Partial<Judged>
  if (found.trial === undefined || found.facts === undefined)
    throw new UsageError(`The server at ${server.url} is a groq-mock of another version: its verdict can't be read.`)
  return found as Judged
}

interface Asked {
  readonly server: Server
  readonly judged: Judged | null
  /** Why it could not be asked. */
  readonly lost: UsageError | null
}

const asked = async (server: Server, order: JudgeOrder): Promise<Asked> => {
  try {
    return { server, judged: await verdictOf(server, order), lost: null }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { server, judged: null, lost: error }
  }
}

/** A call by the id that a server gave it is another on each server; one that the client named is the same. */
const idOn = (number: number, call: string): string => (/^call-\d+$/.test(call) ? `${call}@${number}` : call)

/** An entry of one server among those of others: calls have the server's number in their ids, and all times one beginning. */
const moved = (entry: Entry, number: number, byMs: number): Entry => {
  const { told } = entry
  return {
    ...entry,
    call: idOn(number, entry.call),
    follows: entry.follows && idOn(number, entry.follows),
    connection: entry.connection * 1000 + number,
    offsetMs: entry.offsetMs + byMs,
    told: told?.roomAtMs == null ? told : { ...told, roomAtMs: told.roomAtMs + byMs },
  }
}

const began = ({ at, offsetMs }: Entry): number => Date.parse(at) - offsetMs

const mergedFacts = (all: readonly Judged[], lost: readonly string[]): Facts => {
  const facts = all.map(one => one.facts)
  const spoken = new Map<string, number>()
  for (const [rule, times] of facts.flatMap(one => Object.entries(one.spoken ?? {})))
    spoken.set(rule, (spoken.get(rule) ?? 0) + times)
  const late = facts.flatMap(({ lateMs }) => lateMs ?? [])
  return {
    evicted: facts.reduce((sum, { evicted }) => sum + evicted, 0),
    lateMs: late.length > 0 ? Math.max(...late) : null,
    spoken: Object.fromEntries(spoken),
    underWay: facts.reduce((sum, { underWay }) => sum + underWay, 0),
    declared: facts.flatMap(({ declared }, i) =>
      declared.map(one => ({ ...one, call: one.call && idOn(i + 1, one.call) })),
    ),
    exitCode: null,
    lost,
  }
}

const isJudged = (one: Asked): one is Asked & { readonly judged: Judged } => one.judged !== null

const otherScenarios = (found: readonly Judged[]): readonly string[] => {
  const names = [...new Set(found.map(({ scenario }) => scenario))]
  return names.length > 1
    ? [`The servers ran different scenarios: ${names.join(', ')}. The first is held against the client.`]
    : []
}

/** Adds the journals of servers, one after the other; gives a sentence for what could not be read. */
const journalsInto = (judge: Judge, session: string) => {
  let beganMs: number | null = null
  return async (server: Server, number: number): Promise<readonly string[]> => {
    try {
      let byMs: number | null = null
      for await (const entry of serverJournal(server, session)) {
        beganMs ??= began(entry)
        byMs ??= began(entry) - beganMs
        judge.add(moved(entry, number, byMs))
      }
      return []
    } catch (error) {
      // a connection that breaks is a TypeError of fetch
      if (!(error instanceof UsageError || error instanceof TypeError)) throw error
      return [`The journal of ${server.url} could not be read to its end.`]
    }
  }
}

/**
 * The verdict on a session that one server has, or that several share: their journals become one. What one of several does
 * not have makes it INCONCLUSIVE. Throws `UsageError` where none can be asked.
 */
export const judgedServers = async (order: JudgeOrder): Promise<Verdict> => {
  const { urls, session, token } = order
  const [first, ...others] = urls
  if (first === undefined || others.length === 0) return verdictOf({ url: first ?? '', token }, order)
  const answers = await Promise.all(urls.map(url => asked({ url, token }, order)))
  const found = answers.filter(isJudged)
  const [lead] = found
  if (!lead) throw answers.find(({ lost }) => lost !== null)?.lost ?? new UsageError('No server could be asked.')
  const lost = answers.flatMap(answer => answer.lost?.message ?? [])
  const judge = openJudge(lead.judged.trial)
  const addAll = journalsInto(judge, session)
  for (const [i, { server }] of found.entries()) lost.push(...(await addAll(server, i + 1)))
  const verdicts = found.map(({ judged }) => judged)
  return judge.close(mergedFacts(verdicts, [...lost, ...otherScenarios(verdicts)]))
}
