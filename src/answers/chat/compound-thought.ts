import type { ExecutedTool } from './executed-tools.ts'

/** Where a tool's output stands in what a compound system thought: what a stream brings at once, behind the tool. */
const OUTPUT = /(<\/tool>\n<output>[^<]*<\/output>\n)/

const callText = ({ type, arguments: text }: ExecutedTool): string => `<tool>${type}(${text})`

/** Observed: what a compound system thought says which tools it ran, and what they put out (docs/facts/groq-wire.md §3.2). */
export const compoundThought = (thought: string, tools: readonly ExecutedTool[]): string =>
  tools.reduce(
    (text, tool) => `${text}\n\n${callText(tool)}</tool>\n<output>${tool.output.replaceAll('<', '')}</output>\n`,
    thought,
  )

/** Such a thought in parts; each second one is the output of a tool. */
export const thoughtParts = (thought: string): readonly string[] => thought.split(OUTPUT)
