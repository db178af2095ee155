// Wrong until 8bf40c1 (2026-11-23): a flag without its value took the next flag for it.
import t from 'tap'
import { listFlag, numberFlag, readArguments, switchFlag, textFlag } from '#src/flags'
import { usageError } from '../helpers/usage-error.ts'

const flags = {
  port: numberFlag('Where', '1', 0, 100),
  name: textFlag('NAME', 'Who', 'nobody'),
  folders: listFlag('DIR', 'Where else', ''),
  'keep-all': switchFlag('Whether', 'off'),
} as const
const read = (args: readonly string[]) => readArguments(args, flags)

t.test('a flag does not take the next flag for its value', async t => {
  usageError(t, () => read(['--name', '--keep-all']), '--name')
  usageError(t, () => read(['--folders', '--port', '1']), '--folders')
  t.same(read(['--name=--keep-all']).said, { name: '--keep-all' }, 'after = anything may stand')
})
