import { suggest } from '../nearest.ts'
import { printable } from '../printable.ts'
import { ScenarioError } from '../scenario/diagnostic.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { Surroundings } from './surroundings.ts'

/** Resolves with an exit code, or with `undefined` where the process goes on, as that of a server does. */
type Command = (args: readonly string[], around: Surroundings) => Promise<number | undefined>

// each command loads what it needs and no more
const commands: Readonly<Record<string, Command>> = {
  serve: async (args, around) => {
    const { serve } = await import('./serve.ts')
    await serve(args, around)
    return undefined
  },
  simulate: async (args, around) => (await import('./simulate.ts')).simulate(args, around),
  check: async (args, { print }) => (await import('./check.ts')).check(args, print),
  errors: async (args, { print }) => (await import('./errors.ts')).errors(args, print),
  completion: async (args, { print }) => (await import('./completion.ts')).completion(args, print),
  schema: async (args, { print }) => (await import('./schema.ts')).schema(args, print),
  drill: async (args, around) => (await import('./drill.ts')).drill(args, around),
  conform: async (args, around) => (await import('./conform.ts')).conform(args, around),
  explain: async (args, around) => (await import('./explain.ts')).explain(args, around),
  verify: async (args, around) => (await import('./verify.ts')).verify(args, around),
  verdict: async (args, around) => (await import('./verdict.ts')).verdict(args, around),
}

/** Help about the command that is named, else about all. */
const help: Command = async ([first, second], { print }) => {
  const { helpOf, helpText } = await import('./help-text.ts')
  print(helpOf((first === 'help' ? second : first) ?? '') ?? helpText())
  return 0
}

const pick: Command = (args, around) => {
  // behind two hyphens stand the words of somebody else
  const ours = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (ours.includes('--help') || ours.includes('-h') || ours[0] === 'help') return help(args, around)
  if (args[0] === '--version' || args[0] === '-v') {
    around.print(version)
    return Promise.resolve(0)
  }
  const [name, ...rest] = args[0] === undefined || args[0].startsWith('-') ? ['serve', ...args] : args
  const command = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined
  if (!command)
    throw new UsageError(`There is no command "${name}". ${suggest(name ?? '', [...Object.keys(commands), 'help'])}`)
  return command(rest, around)
}

/** What a user can mend is a message; anything else is a bug, and shows its stack. */
const saidOf = (error: unknown): string => {
  if (error instanceof UsageError) return printable(error.message)
  if (error instanceof ScenarioError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Runs what a command line asks for. Never rejects: what goes wrong is told, and has its exit code. */
export const runCommand: Command = async (args, around) => {
  try {
    return await pick(args, around)
  } catch (error) {
    around.complain(withoutSecrets(saidOf(error)))
    return error instanceof UsageError || error instanceof ScenarioError ? 2 : 70
  }
}
