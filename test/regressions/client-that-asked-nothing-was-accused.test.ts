// Wrong until 9210fd5 (2026-11-27): a command that failed before its first request got FAIL, as if its retries were bad.
import t from 'tap'
import { call, judged } from '../verdict/journals.ts'

const ended = (exitCode: number) => ({ expect: { finally: 'success' }, facts: { exitCode } }) as const

t.test('who asked nothing is accused of nothing, whatever it ended with', async t => {
  for (const exitCode of [0, 1, 124]) {
    const { result, reasons } = judged([], ended(exitCode))
    t.equal(result, 'INCONCLUSIVE', `exit code ${exitCode}`)
    t.match(reasons[0], /^No request came from the command/)
  }
  t.equal(judged(call('a', [{}]), ended(1)).result, 'FAIL', 'one that was served and failed is')
})
