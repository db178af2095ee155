import { list, member } from '../../json-value.ts'
import { isCompound } from '../model-facts.ts'
import { lastUserText } from './message-text.ts'

/** A page that a search found. */
export interface FoundPage {
  readonly title: string
  readonly url: string
  readonly content: string
  readonly score: number
}

/** A built-in tool that the API ran by itself while it answered (docs/facts/groq-wire.md §3.2). */
export interface ExecutedTool {
  /** gpt-oss alone names it. */
  readonly name?: string
  readonly type: string
  /** JSON text, with the spaces of the recordings. */
  readonly arguments: string
  readonly output: string
  /** Null for a tool that does not search where gpt-oss runs it; an empty list where a compound system does. */
  readonly results: readonly FoundPage[] | null
  /** What code printed, where gpt-oss ran it. */
  readonly printed?: string
}

const LONGEST_QUERY = 100

/** Words of a question that want a look into the web, or something computed. */
const cues = {
  search: /\b(?:search|web|browse|browser|internet|online|news|latest|current|currently|today)\b/i,
  code: /\b(?:code|python|calculate|compute|calculator|interpreter)\b/i,
} as const

type Cue = keyof typeof cues

/** The built-in tools of gpt-oss, and those of compound systems as `compound_custom` names them. */
const offeredTypes: Readonly<Record<Cue, string>> = { search: 'browser_search', code: 'code_interpreter' }
const enabledNames: Readonly<Record<Cue, string>> = { search: 'web_search', code: 'code_interpreter' }

const page = { title: 'A page that a mock made up', url: 'https://example.com/', content: '', score: 0 } as const
const pageText = 'Nothing was searched: a mock wrote this page.'

const queryOf = (text: string): string => JSON.stringify(text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUERY))

const gptOssRuns: Readonly<Record<Cue, (text: string) => readonly ExecutedTool[]>> = {
  search: text => [
    {
      name: 'browser.search',
      type: 'browser_search',
      arguments: `{"query": ${queryOf(text)}, "topn": 1, "source": "news"}`,
      output: `L0: \nL1: URL: https://example.com/search\nL2: # Search Results\nL3: \nL4: * 【0†${page.title}†example.com】`,
      results: [page],
    },
    {
      name: 'browser.open',
      type: 'browser.open',
      arguments: '{"cursor": 0, "id": 0}',
      output: `L0: \nL1: URL: ${page.url}\nL2: ${pageText}`,
      results: [{ ...page, content: `L0: \nL1: URL: ${page.url}\nL2: ${pageText}` }],
    },
  ],
  // inferred: documented in prose, no answer with it was captured
  code: () => [
    { name: 'python', type: 'function', arguments: 'print(6 * 7)', output: '42\n', results: null, printed: '42' },
  ],
}

const compoundRuns: Readonly<Record<Cue, (text: string) => readonly ExecutedTool[]>> = {
  search: text => [
    {
      type: 'search',
      arguments: `{"query": ${queryOf(text)}}`,
      output: `Title: ${page.title}\nURL: ${page.url}\nContent: ${pageText}\n`,
      results: [{ ...page, content: pageText, score: 0.5 }],
    },
  ],
  code: () => [{ type: 'python', arguments: '{"code": "print(6 * 7)"}', output: '42\n', results: [] }],
}

/** What a compound system may use: all, or what the request enables. */
const isEnabled = (body: unknown, cue: Cue): boolean => {
  const enabled = member(member(member(body, 'compound_custom'), 'tools'), 'enabled_tools')
  return !Array.isArray(enabled) || enabled.includes(enabledNames[cue])
}

const isOffered = (body: unknown, cue: Cue): boolean =>
  list(member(body, 'tools')).some(tool => member(tool, 'type') === offeredTypes[cue])

/**
 * The built-in tools that are run for an answer: of those that a request to gpt-oss offers, or that a compound system has,
 * the ones that the user's last message calls for; with `tool_choice: required` all that are offered; with `none` none.
 */
export const executedToolsOf = (body: unknown, model: string): readonly ExecutedTool[] => {
  const compound = isCompound(model)
  const choice = member(body, 'tool_choice')
  if (choice === 'none' || !(compound || model.startsWith('openai/gpt-oss'))) return []
  if (!compound && member(body, 'tools') === undefined) return []
  const text = lastUserText(body)
  const wanted = (['search', 'code'] as const).filter(
    cue =>
      (compound ? isEnabled(body, cue) : isOffered(body, cue)) &&
      (cues[cue].test(text) || (!compound && choice === 'required')),
  )
  return wanted.flatMap(cue => (compound ? compoundRuns : gptOssRuns)[cue](text))
}
