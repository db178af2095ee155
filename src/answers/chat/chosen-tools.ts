import { list, member } from '../../json-value.ts'
import type { Luck } from '../../luck.ts'
import { ownText } from '../../own-text.ts'
import { lastUserText } from './message-text.ts'

/** A function that the request offers. */
export interface Tool {
  readonly name: string
  readonly parameters: unknown
}

/** Shorter words are in too many sentences to name a tool. */
const SHORTEST_WORD = 3
/** Common beginnings and ends of names: they say nothing about the purpose of a tool. */
const COMMON_WORDS = new Set(
  'add all and any call create fetch find for from get list make new run set the this tool use with'.split(' '),
)
/** To look for a longer one may take long. */
const LONGEST_SOUGHT = 100
const MOST_KNOWN = 1000
/** Documented: no more than 128 (docs/facts/groq-wire.md §3.2). */
const MOST_TOOLS = 128

/** The functions that a request offers, as far as they have a name. */
export const offeredTools = (body: unknown): readonly Tool[] =>
  list(member(body, 'tools'))
    .slice(0, MOST_TOOLS)
    .flatMap(tool => {
      const name = member(member(tool, 'function'), 'name')
      return typeof name === 'string' ? [{ name, parameters: member(member(tool, 'function'), 'parameters') }] : []
    })

/** `getWeather_now` → get, weather, now. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\d]+/gu) ?? []

const isTelling = (word: string): boolean => word.length >= SHORTEST_WORD && !COMMON_WORDS.has(word)

/** What names the tools that came last: the same come again and again. */
const known = new Map<string, readonly string[]>()

/** What names a tool: its name, and each telling word of it. */
const namesOf = (name: string): readonly string[] => {
  const before = known.get(name)
  if (before !== undefined) return before
  const names = [name.toLowerCase(), ...wordsOf(name).filter(isTelling)]
  if (name.length > LONGEST_SOUGHT) return names
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(ownText(name), names.map(ownText))
  return names
}

/** The tools whose name, or a telling word of it, is in the text. */
const named = (tools: readonly Tool[], text: string): readonly Tool[] => {
  const lower = text.toLowerCase()
  // most texts name no tool; to take each apart took 14 % of all time where one request in five has tools
  const near = tools.filter(
    ({ name }) => name.length > LONGEST_SOUGHT || namesOf(name).some(one => lower.includes(one)),
  )
  if (near.length === 0) return near
  const said = new Set([...wordsOf(text), ...(lower.match(/[\p{L}\d_-]+/gu) ?? [])])
  return near.filter(({ name }) => namesOf(name).some(one => said.has(one)))
}

const atOnce = (tools: readonly Tool[], body: unknown): readonly Tool[] =>
  member(body, 'parallel_tool_calls') === false ? tools.slice(0, 1) : tools

/**
 * The tools that a request has called: the one that `tool_choice` names; with `required` those that the last message
 * names, or one by luck; with `auto`, which is also what no choice means, those that the last message names if it is the
 * user's; with `none` none. With `parallel_tool_calls: false` never more than one.
 */
export const chosenTools = (body: unknown, luck: Luck): readonly Tool[] => {
  const choice = member(body, 'tool_choice') ?? 'auto'
  if (member(body, 'tools') === undefined || choice === 'none') return []
  const tools = offeredTools(body)
  if (tools.length === 0) return []
  const wanted = member(member(choice, 'function'), 'name')
  if (typeof wanted === 'string') return tools.filter(({ name }) => name === wanted).slice(0, 1)
  const meant = atOnce(named(tools, lastUserText(body)), body)
  if (choice !== 'required' || meant.length > 0) return meant
  const [any] = tools.slice(Math.floor(luck('tool') * tools.length))
  return any ? [any] : []
}
