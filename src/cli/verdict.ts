import {
  choiceFlag,
  listFlag,
  readArguments,
  readEnvironment,
  type Said,
  switchFlag,
  textFlag,
  variableOf,
} from '../flags.ts'
import { shellWord } from '../shell-word.ts'
import { openLibrary } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { verdictMarkdown } from '../verdict/forms/verdict-markdown.ts'
import { verdictText } from '../verdict/forms/verdict-text.ts'
import { verdictsHtml } from '../verdict/forms/verdicts-html.ts'
import { verdictsJunit } from '../verdict/forms/verdicts-junit.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { DEFAULT_URL, serverFlags, urlOf } from './ask-server.ts'
import { exitCodeOf, worstResult } from './exit-code-of.ts'
import { judgedFile } from './judged-file.ts'
import { type JudgeOrder, judgedServers } from './judged-servers.ts'
import { OutputFile } from './output-file.ts'
import type { Surroundings } from './surroundings.ts'

const FORMATS = ['text', 'json', 'junit', 'markdown', 'html'] as const

/** The flags of `verdict`; each has a variable in the environment. */
export const verdictFlags = {
  url: listFlag('URL', 'The URL of the server; repeatable, for several that share one run', DEFAULT_URL),
  session: listFlag('ID', 'The session to ask about; repeatable, and the worst decides', 'default'),
  'control-token': serverFlags['control-token'],
  journal: textFlag('FILE', 'Judge what a server wrote to its --journal-file, instead of asking one', ''),
  scenario: textFlag(
    'NAME',
    'With --journal: the scenario, or its file, whose expect counts',
    'the one that the file names',
  ),
  strict: switchFlag('A WARN fails too', 'off'),
  format: choiceFlag(FORMATS, 'How the verdict is printed', 'text'),
  out: textFlag('FILE', 'Write it into this file; then only its first lines are printed', 'print it'),
} as const

type SaidFlags = Said<typeof verdictFlags>

/** In the environment, URLs and sessions stand with blanks or commas between them: URLs have colons themselves. */
const fromEnvironment = (environment: NodeJS.ProcessEnv): SaidFlags => {
  // GROQ_MOCK_SCENARIO is the server's
  const { url: _url, session: _session, scenario: _scenario, ...flags } = verdictFlags
  const wordsOf = (name: string): readonly string[] =>
    (environment[variableOf(name)] ?? '').split(/[\s,]+/).filter(word => word !== '')
  const [url, session] = [wordsOf('url'), wordsOf('session')]
  return {
    ...readEnvironment(environment, flags),
    ...(url.length > 0 ? { url } : {}),
    ...(session.length > 0 ? { session } : {}),
  }
}

/** What is asked of each session. */
type Orders = Omit<JudgeOrder, 'session'> & { readonly sessions: readonly string[] }

const orderOf = (said: SaidFlags): Orders => {
  const urls = (said.url ?? [DEFAULT_URL]).map(urlOf)
  const twice = urls.find((url, i) => urls.indexOf(url) < i)
  if (twice !== undefined) throw new UsageError(`--url ${twice} is given twice; give each server once.`)
  return {
    urls,
    sessions: [...new Set(said.session ?? ['default'])],
    token: said['control-token'] ?? null,
    strict: said.strict ?? false,
  }
}

/** The command that asks the same again. */
const againOf = ({ urls, sessions, strict }: Orders, { journal, scenario }: SaidFlags): string =>
  [
    'groq-mock verdict',
    ...(journal === undefined ? [] : [`--journal ${shellWord(journal)}`]),
    ...(scenario === undefined ? [] : [`--scenario ${shellWord(scenario)}`]),
    ...urls.filter(url => url !== DEFAULT_URL || urls.length > 1).map(url => `--url ${url}`),
    ...(sessions.join() === 'default' ? [] : sessions.map(session => `--session ${shellWord(session)}`)),
    ...(strict ? ['--strict'] : []),
  ].join(' ')

const printed = (verdicts: readonly [Verdict, ...Verdict[]], order: Orders, said: SaidFlags): string => {
  const [first, ...others] = verdicts
  switch (said.format ?? 'text') {
    case 'json':
      return JSON.stringify(others.length === 0 ? first : { result: worstResult(verdicts), verdicts }, null, 2)
    case 'junit':
      return verdictsJunit(verdicts, order.strict)
    case 'markdown':
      return verdicts.map(verdictMarkdown).join('\n\n')
    case 'html':
      return verdictsHtml(verdicts, againOf(order, said))
    case 'text':
      return verdicts
        .map(verdict => verdictText(verdict, againOf({ ...order, sessions: [verdict.session] }, said)))
        .join('\n\n')
  }
}

const lineOf = ({ result, reasons, session }: Verdict, isOnly: boolean): string =>
  `${isOnly ? '' : `session ${session}: `}${result}: ${reasons[0] ?? 'nothing is held against the client.'}`

/** Asks servers, or reads the file of a journal. Throws `UsageError`. */
const judged = async ({ journal, scenario, url }: SaidFlags, order: JudgeOrder): Promise<Verdict> => {
  if (journal !== undefined && url !== undefined)
    throw new UsageError('Give --journal FILE or --url URL: a verdict is made of a file, or of servers.')
  if (journal !== undefined) return judgedFile({ ...order, file: journal, scenario: scenario ?? null }, openLibrary([]))
  if (scenario !== undefined)
    throw new UsageError('--scenario goes with --journal FILE: a server knows by itself what its session runs.')
  return judgedServers(order)
}

/** `groq-mock verdict`: what the journal says about the client. Exit code 0 PASS, 1 FAIL, 3 INCONCLUSIVE. */
export const verdict = async (
  args: readonly string[],
  { variables, print }: Pick<Surroundings, 'variables' | 'print'>,
): Promise<number> => {
  const { said, words } = readArguments(args, verdictFlags)
  if (words.length > 0) throw new UsageError(`verdict takes flags only; seen ${JSON.stringify(words[0])}.`)
  const all = { ...fromEnvironment(variables), ...said }
  const order = orderOf(all)
  const out = all.out === undefined ? null : new OutputFile(all.out)
  const [first, ...others] = order.sessions
  const verdicts: [Verdict, ...Verdict[]] = [await judged(all, { ...order, session: first ?? 'default' })]
  for (const session of others) verdicts.push(await judged(all, { ...order, session }))
  const text = printed(verdicts, order, all)
  if (out === null) print(text)
  else {
    out.write(`${text.trimEnd()}\n`)
    print([...verdicts.map(one => lineOf(one, verdicts.length === 1)), `Written to ${out.path}.`].join('\n'))
  }
  return exitCodeOf(worstResult(verdicts))
}
