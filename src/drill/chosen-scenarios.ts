import { UsageError } from '../usage-error.ts'

/**
 * What `core` runs: what a client without streams, tools or a choice of models can meet on any day. With the SDKs on their
 * defaults it is over within two minutes.
 */
const CORE: readonly string[] = [
  'steady-state',
  'rate-limited',
  'over-capacity',
  'connection-reset',
  'rolling-502',
  'flaky',
  'outage',
  'expired-key',
  'retired-model',
]

/** Answers to one status, which are there for whoever looks for that, and are no story of their own. */
const isStatus = (name: string): boolean => name.startsWith('status-')

/** The scenarios that `--scenarios` names, each once, in order: a set, or names and files with commas between them. Throws `UsageError`. */
export const chosenScenarios = (text: string, all: readonly string[]): readonly string[] => {
  const words = text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
  const named = words.flatMap(word =>
    word === 'core' ? CORE : word === 'all' ? all.filter(name => !isStatus(name)) : [word],
  )
  if (named.length === 0)
    throw new UsageError('--scenarios names none; write core, all, or names with commas between them.')
  return [...new Set(named)]
}
