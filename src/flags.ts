import { parseArgs } from 'node:util'
import { suggest } from './nearest.ts'
import { parseDuration, parseSize } from './units.ts'
import { UsageError } from './usage-error.ts'

/** One flag of a command: how it is written, what it means, what it is without being said. */
export interface Flag<Value = unknown> {
  /** In `--help`, after the name: `N`, `DIR`. None for a switch. */
  readonly placeholder: string | null
  readonly help: string
  /** As `--help` shows it. */
  readonly shownDefault: string
  readonly repeatable: boolean
  /** From texts (several where the flag is repeatable) to the value; throws `UsageError` with what was expected. */
  readonly read: (texts: readonly string[]) => Value
}

const expecting = (what: string): UsageError => new UsageError(what)

const one = <Value>(
  placeholder: string,
  help: string,
  shownDefault: string,
  expects: string,
  parse: (text: string) => Value | null,
): Flag<Value> => ({
  placeholder,
  help,
  shownDefault,
  repeatable: false,
  read: texts => {
    const value = parse(texts.at(-1) ?? '')
    if (value === null) throw expecting(expects)
    return value
  },
})

/** A text that may not be empty. */
export const textFlag = (placeholder: string, help: string, shownDefault: string): Flag<string> =>
  one(placeholder, help, shownDefault, 'a text that is not empty', text => text || null)

/** A whole number between two, both included. */
export const numberFlag = (help: string, shownDefault: string, least: number, most: number): Flag<number> =>
  one('N', help, shownDefault, `a whole number from ${least} to ${most}`, text => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most ? value : null
  })

/** A number with fractions, above 0. */
export const factorFlag = (help: string, shownDefault: string, most: number): Flag<number> =>
  one('N', help, shownDefault, `a number above 0, at most ${most}`, text => {
    const value = /^\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0
    return value > 0 && value <= most ? value : null
  })

/** A size, in bytes. */
export const sizeFlag = (help: string, shownDefault: string): Flag<number> =>
  one('SIZE', help, shownDefault, 'a size such as 64MiB or 500KB', parseSize)

/** A duration, in milliseconds. */
export const durationFlag = (help: string, shownDefault: string): Flag<number> =>
  one('TIME', help, shownDefault, 'a duration such as 30s, 10m or 1h', parseDuration)

/** One of a few words. */
export const choiceFlag = <Word extends string>(
  words: readonly Word[],
  help: string,
  shownDefault: string,
): Flag<Word> =>
  one(words.join('|'), help, shownDefault, words.join(', '), text => words.find(word => word === text) ?? null)

/** Several texts: the flag may be repeated, and in the environment they stand with colons between them. */
export const listFlag = (placeholder: string, help: string, shownDefault: string): Flag<readonly string[]> => ({
  placeholder,
  help,
  shownDefault,
  repeatable: true,
  read: texts => {
    if (texts.some(text => text === '')) throw expecting('a text that is not empty')
    return texts
  },
})

const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

/** On or off: `--name`, `--no-name`; in the environment 1, true, 0, false. */
export const switchFlag = (help: string, shownDefault: string): Flag<boolean> => ({
  ...one('', help, shownDefault, '1, true, 0 or false', text => SWITCH_WORDS.get(text.toLowerCase()) ?? null),
  placeholder: null,
})

export type Flags = Readonly<Record<string, Flag>>
/** What was said, by flag; a flag that was not said is not there. */
export type Said<Table extends Flags> = {
  readonly [Name in keyof Table]?: Table[Name] extends Flag<infer Value> ? Value : never
}

interface Words {
  readonly said: Map<string, string[]>
  readonly words: readonly string[]
}

// a flag may be called like something that every object has
const own = (flags: Flags, name: string): Flag | undefined => (Object.hasOwn(flags, name) ? flags[name] : undefined)

const asSwitch = (name: string, flags: Flags): readonly [string, string] | null => {
  if (own(flags, name)?.placeholder === null) return [name, '1']
  const positive = name.startsWith('no-') ? name.slice(3) : null
  return positive !== null && own(flags, positive)?.placeholder === null ? [positive, '0'] : null
}

const possibleNames = (flags: Flags): readonly string[] =>
  Object.entries(flags).flatMap(([name, { placeholder }]) =>
    placeholder === null ? [`--${name}`, `--no-${name}`] : [`--${name}`],
  )

type OptionToken = Extract<NonNullable<ReturnType<typeof parseArgs>['tokens']>[number], { kind: 'option' }>

/** The flag that a token says, and its text; a switch says 1 or 0. */
const readToken = ({ name, rawName, value, inlineValue }: OptionToken, flags: Flags): readonly [string, string] => {
  const turned = asSwitch(name, flags)
  if (turned && value !== undefined)
    throw new UsageError(`${rawName} takes no value; seen ${JSON.stringify(value)}. For off, write --no-${turned[0]}.`)
  if (turned) return turned
  const flag = own(flags, name)
  if (!flag) throw new UsageError(`There is no flag ${rawName}. ${suggest(rawName, possibleNames(flags))}`)
  if (value === undefined || (!inlineValue && value.startsWith('--')))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.placeholder}.`)
  return [name, value]
}

const split = (args: readonly string[], flags: Flags): Words => {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { placeholder }]) => [
      name,
      { type: placeholder === null ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const said = new Map<string, string[]>()
  const words: string[] = []
  for (const token of parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const [name, text] = readToken(token, flags)
    said.set(name, [...(said.get(name) ?? []), text])
  }
  return { said, words }
}

const readAs = (flag: Flag, texts: readonly string[], shown: string, written: string): unknown => {
  try {
    return flag.read(texts)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${shown} is ${JSON.stringify(written)}; expected ${error.message}.`)
  }
}

/** What the arguments of a command say. Throws `UsageError` for what it does not know or understand. */
export const readArguments = <Table extends Flags>(
  args: readonly string[],
  flags: Table,
): { readonly said: Said<Table>; readonly words: readonly string[] } => {
  const { said, words } = split(args, flags)
  const values = [...said].map(([name, texts]) => [
    name,
    readAs(flags[name] as Flag, texts, `--${name}`, texts.find(text => text === '') ?? texts.at(-1) ?? ''),
  ])
  return { said: Object.fromEntries(values) as Said<Table>, words }
}

/** The variable of a flag: `--log-level` is `GROQ_MOCK_LOG_LEVEL`. */
export const variableOf = (name: string): string => `GROQ_MOCK_${name.toUpperCase().replaceAll('-', '_')}`

/** What the environment says. An empty variable says nothing. Throws `UsageError`. */
export const readEnvironment = <Table extends Flags>(environment: NodeJS.ProcessEnv, flags: Table): Said<Table> => {
  const values = Object.entries(flags).flatMap(([name, flag]) => {
    const text = environment[variableOf(name)]
    if (text === undefined || text === '') return []
    return [[name, readAs(flag, flag.repeatable ? text.split(':') : [text], variableOf(name), text)]]
  })
  return Object.fromEntries(values) as Said<Table>
}

/** The table of flags as `--help` shows it: flag, what it does, default, variable; these flags have none. */
export const helpTable = (flags: Flags, withVariables: boolean, withoutOne: readonly string[] = []): string => {
  const rows = Object.entries(flags).map(([name, { placeholder, help, shownDefault }]) => [
    placeholder === null ? `--${name}, --no-${name}` : `--${name} ${placeholder}`,
    `${help}${shownDefault ? ` (default: ${shownDefault})` : ''}${withVariables && !withoutOne.includes(name) ? ` [${variableOf(name)}]` : ''}`,
  ])
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
