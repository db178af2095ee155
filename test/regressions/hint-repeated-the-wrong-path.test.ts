// Wrong until 2026-11-27: of a path such as `/openai/**` the hint said to write `/openai/**`, and of `/openai/v1` nothing at all.
import t from 'tap'
import { path } from '#src/scenario/match/path'

t.test('the hint is a path below the API', async t => {
  for (const [raw, meant] of [
    ['/openai/**', '/**'],
    ['/openai/v1', '/**'],
    ['/openai/*/models', '/**'],
    ['/openai/v1/models', '/models'],
    ['/v1/files/*', '/files/*'],
  ] as const)
    t.equal(path.diagnose?.(raw)?.hint, `Write it below /openai/v1: ${meant}`)
})
