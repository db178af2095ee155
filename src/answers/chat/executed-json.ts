import { goJson } from '../../groq/go.ts'
import type { ExecutedTool } from './executed-tools.ts'

const head = ({ name, arguments: text }: ExecutedTool, index: number, type: string): string =>
  `${name === undefined ? '' : `"name":"${name}",`}"index":${index},"type":"${type}","arguments":${goJson(text)}`

/** A tool that was run, as a message shows it; keys in the order of the recordings (docs/facts/groq-wire.md §3.2). */
export const executedJson = (tool: ExecutedTool, index: number): string =>
  `{${head(tool, index, tool.type)},"output":${goJson(tool.output)},"search_results":{"results":${goJson(tool.results)}}` +
  `${tool.printed === undefined ? '' : `,"code_results":[{"text":${goJson(tool.printed)}}]`}}`

/**
 * The same when it begins, as a stream shows it first (§3.3): without an output. gpt-oss calls it a function until it has
 * run, and has no results yet; compound systems have an empty list.
 */
export const begunJson = (tool: ExecutedTool, index: number): string =>
  tool.name === undefined
    ? `{${head(tool, index, tool.type)},"search_results":{"results":[]}}`
    : `{${head(tool, index, 'function')},"search_results":{"results":null}}`
