import { type CommandHelp, commandHelp, flagsOf } from './command-help.ts'

const WIDTH = 30

const usageLines = ({ usage, about }: CommandHelp): readonly string[] => {
  const left = `  groq-mock ${usage}`
  // what leaves no room for its meaning has that below it
  const [first = '', ...rest] = left.length > WIDTH ? ['', ...about] : about
  return [`${left.padEnd(WIDTH)} ${first}`.trimEnd(), ...rest.map(line => `${' '.repeat(WIDTH + 1)}${line}`)]
}

const all: readonly (readonly [string, CommandHelp])[] = Object.entries(commandHelp)

/** What `groq-mock --help` prints. */
export const helpText = (): string => `groq-mock: a local mock of the Groq API that injects every documented error.

Usage
${all.flatMap(([, help]) => usageLines(help)).join('\n')}
  groq-mock COMMAND --help | --help | --version

${all
  .map(([name, help]) => flagsOf(name, help))
  .filter(text => text !== '')
  .join('\n')}
Choosing what a request gets
  base URL   http://127.0.0.1:4010/scenario/rate-limited/openai/v1 (groq-sdk: without /openai/v1)
  headers    x-mock-scenario, x-mock-session, x-mock-call; x-mock-status, x-mock-variant, x-mock-retry-after
`

/** What `groq-mock COMMAND --help` prints; null where there is no such command. */
export const helpOf = (name: string): string | null => {
  const found = all.find(([one]) => one === name)
  if (!found) return null
  const [, help] = found
  const [first = '', ...rest] = help.about
  const about = [first[0]?.toUpperCase() + first.slice(1), ...rest].join(' ')
  const flags = flagsOf(name, help)
  const examples = help.examples.map(line => `  ${line}`).join('\n')
  return `groq-mock ${help.usage}\n\n${about}.\n${flags && `\n${flags}`}\nExamples\n${examples}\n`
}
