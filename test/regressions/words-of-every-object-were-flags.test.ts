// Wrong until 6fb52e9 (2026-11-23): a word that every object knows, such as --constructor, passed for a flag or a command.
import t, { type Test } from 'tap'
import { readArguments, switchFlag, textFlag } from '#src/flags'
import { UsageError } from '#src/usage-error'

const flags = { name: textFlag('NAME', 'Who', 'nobody'), 'keep-all': switchFlag('Whether', 'off') } as const
const read = (args: readonly string[]) => readArguments(args, flags)

const usageError = (t: Test, act: () => unknown, ...says: readonly (string | RegExp)[]): void => {
  try {
    act()
  } catch (error) {
    t.ok(error instanceof UsageError, `a UsageError, not ${error}`)
    for (const part of says) t.match(String((error as Error).message), part)
    return
  }
  t.fail(`nothing was thrown; expected a UsageError that says ${says.join(' … ')}`)
}

t.test('a name that every object has is no flag', async t => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'no-constructor']) {
    usageError(t, () => read([`--${name}`]), `no flag --${name}`)
    usageError(t, () => read([`--${name}=x`]), `no flag --${name}`)
  }
})
