import { writeFileSync } from 'node:fs'
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
import { openLibrary } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { verdictMarkdown } from '../verdict/forms/verdict-markdown.ts'
import { verdictText } from '../verdict/forms/verdict-text.ts'
import { verdictsHtml } from '../verdict/forms/verdicts-html.ts'
import { verdictsJunit } from '../verdict/forms/verdicts-junit.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { DEFAULT_URL, serverFlags, urlOf } from './ask-server.ts'
import { exitCodeOf } from './exit-code-of.ts'
import { judgedFile } from './judged-file.ts'
import { type JudgeOrder, judgedServers } from './judged-servers.ts'
import type { Surroundings } from './surroundings.ts'

const FORMATS = ['text', 'json', 'junit', 'markdown', 'html'] as const

/** The flags of `verdict`; each has a variable in the environment. */
export const verdictFlags = {
  url: listFlag('URL', 'The URL of the server; repeatable, for several that share one run', DEFAULT_URL),
  session: serverFlags.session,
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

/** In the environment, URLs stand with blanks or commas between them: they have colons themselves. */
const fromEnvironment = (environment: NodeJS.ProcessEnv): SaidFlags => {
  // GROQ_MOCK_SCENARIO is the server's
  const { url: _url, scenario: _scenario, ...flags } = verdictFlags
  const urls = (environment[variableOf('url')] ?? '').split(/[\s,]+/).filter(url => url !== '')
  return { ...readEnvironment(environment, flags), ...(urls.length > 0 ? { url: urls } : {}) }
}

const orderOf = (said: SaidFlags): JudgeOrder => {
  const urls = (said.url ?? [DEFAULT_URL]).map(urlOf)
  const twice = urls.find((url, i) => urls.indexOf(url) < i)
  if (twice !== undefined) throw new UsageError(`--url ${twice} is given twice; give each server once.`)
  return {
    urls,
    session: said.session ?? 'default',
    token: said['control-token'] ?? null,
    strict: said.strict ?? false,
  }
}

/** The command that asks the same again. */
const againOf = ({ urls, session, strict }: JudgeOrder, { journal, scenario }: SaidFlags): string =>
  [
    'groq-mock verdict',
    ...(journal === undefined ? [] : [`--journal ${journal}`]),
    ...(scenario === undefined ? [] : [`--scenario ${scenario}`]),
    ...urls.filter(url => url !== DEFAULT_URL || urls.length > 1).map(url => `--url ${url}`),
    ...(session === 'default' ? [] : [`--session ${session}`]),
    ...(strict ? ['--strict'] : []),
  ].join(' ')

const printed = (verdict: Verdict, order: JudgeOrder, said: SaidFlags): string => {
  switch (said.format ?? 'text') {
    case 'json':
      return JSON.stringify(verdict, null, 2)
    case 'junit':
      return verdictsJunit([verdict], order.strict)
    case 'markdown':
      return verdictMarkdown(verdict)
    case 'html':
      return verdictsHtml([verdict], againOf(order, said))
    case 'text':
      return verdictText(verdict, againOf(order, said))
  }
}

const write = (file: string, text: string): void => {
  try {
    writeFileSync(file, `${text.trimEnd()}\n`)
  } catch (error) {
    throw new UsageError(`The verdict can't be written to ${file}: ${error instanceof Error ? error.message : error}.`)
  }
}

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
  const found = await judged(all, order)
  const text = printed(found, order, all)
  if (all.out === undefined) print(text)
  else {
    write(all.out, text)
    print(
      [`${found.result}: ${found.reasons[0] ?? 'nothing is held against the client.'}`, `Written to ${all.out}.`].join(
        '\n',
      ),
    )
  }
  return exitCodeOf(found.result)
}
