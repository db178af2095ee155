// Wrong until "Serve on after a bug where nobody asks" (2026-11-27): what was thrown from a timer, or by a reload, ended the process and what others had under way.
import { writeFileSync } from 'node:fs'
import t from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { Library } from '#src/scenario/library'
import { Reader } from '#src/scenario/reader'
import { watchScenarios } from '#src/scenario/watch'
import { serve } from '../helpers/cli.ts'
import { until } from '../helpers/until.ts'

const later = (code: string): string => `--import=data:text/javascript,${encodeURIComponent(code)}`

t.test('what is thrown from a timer, or rejected, is logged with its stack, and requests are served', async t => {
  const served = await serve(t, [], {
    NODE_OPTIONS: later(
      "process.on('SIGUSR2', () => { setTimeout(() => { throw new Error('planned with gsk_' + '0123456789abcdef') }); Promise.reject(new Error('planned too')) })",
    ),
  })
  served.child.kill('SIGUSR2')
  await served.printed(/planned with .*[\s\S]*planned too|planned too[\s\S]*planned with/)
  t.match(served.stdout(), /a bug in groq-mock; requests are served all the same/)
  t.match(served.stdout(), /at .*data:/, 'with its stack')
  t.notMatch(served.stdout(), /gsk_0123456789abcdef/)
  t.equal((await fetch(`${served.url}/openai/v1/models`)).status, 200)
  served.child.kill('SIGTERM')
  t.match(await served.ended, { code: 0, signal: null })
})

t.test('a reload that fails is told, and the next one is taken over', async t => {
  const folder = t.testdir({ 'a.yaml': 'about: One.\n' })
  const library = new Library()
  library.addFolder(folder)
  const clock = fakeClock()
  const reader = new Reader({ clock: realClock })
  const stopping = new AbortController()
  t.teardown(() => {
    stopping.abort()
    reader.end()
  })
  const told: string[] = []
  let isBroken = true
  await watchScenarios(
    {
      folders: [folder],
      files: [],
      library,
      reader,
      clock,
      onReload: () => {
        if (isBroken) throw new Error('planned')
        told.push('reloaded')
      },
      onTrouble: message => told.push(message),
      stopping: stopping.signal,
    },
    true,
  )
  const edit = async (text: string, comesTo: string): Promise<void> => {
    writeFileSync(`${folder}/a.yaml`, text)
    await until(
      async () => {
        await clock.advance(400)
        return told.at(-1)
      },
      last => last === comesTo,
    )
  }
  await edit('about: Another.\n', 'a bug in groq-mock (watch): Error: planned')
  isBroken = false
  await edit('about: A third one.\n', 'reloaded')
  t.equal(told.length, 2)
})
