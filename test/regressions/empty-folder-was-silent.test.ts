/*
 * `serve --scenarios` and `simulate --scenarios` took a folder without a scenario and said nothing; most often it was the wrong
 * one. Right since "Warn of a folder that adds no scenario" (2026-11-26).
 */
import t from 'tap'
import { run, serveHere } from '../helpers/cli.ts'

t.test('a folder that adds no scenario is warned of, and the server starts all the same', async t => {
  const folder = t.testdir({
    wrong: { 'notes.txt': 'x', inner: { 'a.yaml': 'about: x\n' } },
    right: { 'b.yaml': 'about: x\n' },
  })
  const { printed } = await serveHere(t, ['--scenarios', `${folder}/wrong`, '--scenarios', `${folder}/right`])
  const [lines] = await printed(/^[\s\S]*listens on/)
  const warnings = lines
    .split('\n')
    .filter(line => line.includes('"level":40'))
    .map(line => JSON.parse(line).msg as string)
  t.same(warnings, [
    `The folder of scenarios ${folder}/wrong adds none: no file in it ends in .yaml or .yml. Folders inside it are not looked into.`,
  ])
})

t.test('a simulation tells it too', async t => {
  const folder = t.testdir({})
  const { code, stderr } = await run(['simulate', 'outage', '--requests', '1', '--scenarios', folder])
  t.same([code, stderr.trim().split('\n').length], [0, 1])
  t.match(stderr, `The folder of scenarios ${folder} adds none: `)
})
