#!/usr/bin/env node
import './cli/on-stop.ts'
import { suggest } from './nearest.ts'
import { ScenarioError } from './scenario/diagnostic.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'

type Command = (args: readonly string[]) => Promise<number | undefined>

const print = (text: string): void => {
  process.stdout.write(`${text.trimEnd()}\n`)
}

// each command loads what it needs and no more
const commands: Readonly<Record<string, Command>> = {
  serve: async args => {
    const { serve } = await import('./cli/serve.ts')
    await serve(args)
    return undefined
  },
  simulate: async args => (await import('./cli/simulate.ts')).simulate(args, print),
  check: async args => (await import('./cli/check.ts')).check(args, print),
  errors: async args => (await import('./cli/errors.ts')).errors(args, print),
  schema: async args => (await import('./cli/schema.ts')).schema(args, print),
  explain: async args => (await import('./cli/explain.ts')).explain(args, print),
}

const help: Command = async () => {
  print((await import('./cli/help-text.ts')).helpText())
  return 0
}

const pick = (args: readonly string[]): Promise<number | undefined> => {
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') return help(args)
  if (args[0] === '--version' || args[0] === '-v') {
    print(version)
    return Promise.resolve(0)
  }
  const [name, ...rest] = args[0] === undefined || args[0].startsWith('-') ? ['serve', ...args] : args
  const command = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined
  if (!command)
    throw new UsageError(`There is no command "${name}". ${suggest(name ?? '', [...Object.keys(commands), 'help'])}`)
  return command(rest)
}

const run = async (): Promise<void> => {
  try {
    process.exitCode = await pick(process.argv.slice(2))
  } catch (error) {
    // what the user can mend is a message; anything else is a bug and shows its stack
    const expected = error instanceof UsageError || error instanceof ScenarioError
    process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = expected ? 2 : 70
  }
}

await run()
