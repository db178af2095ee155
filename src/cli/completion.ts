import type { Flags } from '../flags.ts'
import { catalogue } from '../groq/errors.ts'
import { Library } from '../scenario/library.ts'
import { UsageError } from '../usage-error.ts'
import { type CommandHelp, commandHelp } from './command-help.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** What a shell offers behind a command. */
interface Offer {
  readonly command: string
  readonly about: string
  readonly flags: readonly Offered[]
  /** Words that stand alone; null for files. */
  readonly words: readonly string[] | null
}

/** A flag, and what may stand behind it: some words, files (null), or nothing. */
interface Offered {
  readonly name: string
  readonly help: string
  readonly takes: 'nothing' | 'file' | 'other' | readonly string[]
}

const offered = (flags: Flags, scenarios: readonly string[]): readonly Offered[] =>
  Object.entries(flags).flatMap(([name, { placeholder, help }]): readonly Offered[] => {
    if (placeholder === null)
      return [
        { name: `--${name}`, help, takes: 'nothing' },
        { name: `--no-${name}`, help: `Not: ${help}`, takes: 'nothing' },
      ]
    if (name === 'scenario') return [{ name: `--${name}`, help, takes: scenarios }]
    if (/^(?:FILE|DIR)$/.test(placeholder)) return [{ name: `--${name}`, help, takes: 'file' }]
    return [{ name: `--${name}`, help, takes: /^[a-z|]+$/.test(placeholder) ? placeholder.split('|') : 'other' }]
  })

const offers = (): readonly Offer[] => {
  const scenarios = new Library().names()
  const words: Readonly<Record<string, readonly string[] | null>> = {
    check: null,
    simulate: scenarios,
    errors: catalogue.map(({ status }) => String(status)),
    completion: SHELLS,
  }
  return Object.entries(commandHelp as Readonly<Record<string, CommandHelp>>).map(([command, { about, flags }]) => ({
    command,
    about: about.join(' '),
    flags: [...offered(flags, scenarios), { name: '--help', help: 'Help about this command', takes: 'nothing' }],
    words: Object.hasOwn(words, command) ? (words[command] ?? null) : [],
  }))
}

/** In single quotes, as all three shells read it. */
const quoted = (text: string): string => `'${text.replaceAll("'", '’')}'`

const bashCase = ({ command, flags, words }: Offer): string => {
  const values = flags.flatMap(({ name, takes }) => {
    if (takes === 'nothing' || takes === 'other') return []
    const made = takes === 'file' ? 'compgen -f -- "$word"' : `compgen -W ${quoted(takes.join(' '))} -- "$word"`
    return [`      ${name}) COMPREPLY=($(${made})); return ;;`]
  })
  const names = flags.map(({ name }) => name).join(' ')
  const alone = words === null ? '; COMPREPLY+=($(compgen -f -- "$word"))' : ''
  return [
    `    ${command})`,
    ...(values.length > 0 ? ['      case "$before" in', ...values.map(line => `  ${line}`), '      esac'] : []),
    `      COMPREPLY=($(compgen -W ${quoted([names, ...(words ?? [])].join(' '))} -- "$word"))${alone} ;;`,
  ].join('\n')
}

const bash = (
  all: readonly Offer[],
): string => `# groq-mock: completion for bash. To use it: source <(groq-mock completion bash)
_groq_mock() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command=serve
  COMPREPLY=()
  case "\${COMP_WORDS[1]}" in ${all.map(({ command }) => command).join('|')}) command="\${COMP_WORDS[1]}" ;; esac
  if [ "$COMP_CWORD" -eq 1 ] && [[ "$word" != -* ]]; then
    COMPREPLY=($(compgen -W ${quoted(all.map(({ command }) => command).join(' '))} -- "$word"))
    return
  fi
  case "$command" in
${all.map(bashCase).join('\n')}
  esac
}
complete -F _groq_mock groq-mock
`

const zshFlag = ({ name, help, takes }: Offered): string => {
  const about = `[${help.replace(/[[\]:]/g, ' ')}]`
  if (takes === 'nothing') return quoted(`${name}${about}`)
  const values = takes === 'file' ? '_files' : takes === 'other' ? '' : `(${takes.join(' ')})`
  return quoted(`*${name}${about}:${name.slice(2)}:${values}`)
}

const zshCase = ({ command, flags, words }: Offer): string => {
  const alone = words === null ? '_files' : `(${words.join(' ')})`
  const all = [...flags.map(zshFlag), ...(words?.length === 0 ? [] : [quoted(`*:word:${alone}`)])]
  return `    ${command}) _arguments ${all.join(' ')} ;;`
}

const zsh = (all: readonly Offer[]): string => `#compdef groq-mock
# groq-mock: completion for zsh. To use it: source <(groq-mock completion zsh)
_groq_mock() {
  local -a commands
  commands=(${all.map(({ command, about }) => quoted(`${command}:${about}`)).join(' ')})
  if (( CURRENT == 2 )) && [[ "$words[2]" != -* ]]; then
    _describe command commands
    return
  fi
  local command=serve
  if (( \${+commands[(r)\${words[2]}:*]} )); then
    command="$words[2]"
    shift words
    (( CURRENT-- ))
  fi
  case "$command" in
${all.map(zshCase).join('\n')}
  esac
}
compdef _groq_mock groq-mock
`

const fishLines = ({ command, about, flags, words }: Offer): readonly string[] => {
  const behind =
    command === 'serve'
      ? '"__fish_use_subcommand; or __fish_seen_subcommand_from serve"'
      : `'__fish_seen_subcommand_from ${command}'`
  const each = flags.map(({ name, help, takes }) => {
    const values =
      takes === 'nothing'
        ? ''
        : takes === 'file'
          ? ' -rF'
          : takes === 'other'
            ? ' -x'
            : ` -xa ${quoted(takes.join(' '))}`
    return `complete -c groq-mock -n ${behind} -l ${name.slice(2)} -d ${quoted(help)}${values}`
  })
  const alone =
    words === null
      ? [`complete -c groq-mock -n ${behind} -F`]
      : words.length > 0
        ? [`complete -c groq-mock -n ${behind} -a ${quoted(words.join(' '))}`]
        : []
  return [`complete -c groq-mock -n __fish_use_subcommand -a ${command} -d ${quoted(about)}`, ...each, ...alone]
}

const fish = (all: readonly Offer[]): string =>
  [
    '# groq-mock: completion for fish. To use it: groq-mock completion fish | source',
    'complete -c groq-mock -f',
    ...all.flatMap(fishLines),
    '',
  ].join('\n')

const scripts: Readonly<Record<Shell, (all: readonly Offer[]) => string>> = { bash, zsh, fish }

/** `groq-mock completion SHELL`: what makes a shell complete commands, flags, scenarios and statuses. */
export const completion = (args: readonly string[], print: (line: string) => void): number => {
  const shell = SHELLS.find(name => name === args[0])
  if (!shell || args.length > 1)
    throw new UsageError(
      `completion takes the name of one shell: ${SHELLS.join(', ')}. Seen ${JSON.stringify(args.join(' '))}.`,
    )
  print(scripts[shell](offers()))
  return 0
}
