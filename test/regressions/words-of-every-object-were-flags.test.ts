// Wrong until 6fb52e9 (2026-11-23): a word that every object knows, such as --constructor, passed for a flag or a command.
import t from 'tap'
import { readArguments, switchFlag, textFlag } from '#src/flags'
import { usageError } from '../helpers/usage-error.ts'

const flags = { name: textFlag('NAME', 'Who', 'nobody'), 'keep-all': switchFlag('Whether', 'off') } as const
const read = (args: readonly string[]) => readArguments(args, flags)

t.test('a name that every object has is no flag', async t => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'no-constructor']) {
    usageError(t, () => read([`--${name}`]), `no flag --${name}`)
    usageError(t, () => read([`--${name}=x`]), `no flag --${name}`)
  }
})
