import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { check } from '#src/cli/check'

/*
 * Typical mistakes, each as NN-name.yaml beside what `check` prints for it, NN-name.txt. To add one, write the YAML and
 *
 *     npm run build && cd test/scenario/mistakes && node ../../../dist/main.js check NN-name.yaml > NN-name.txt
 *
 * then read the text as somebody who made the mistake: is it clear, and does it say what to do?
 */
const folder = fileURLToPath(new URL('./mistakes/', import.meta.url))
const names = readdirSync(folder)
const mistakes = names.filter(name => name.endsWith('.yaml')).map(name => name.replace('.yaml', ''))

const printed = (name: string): { readonly text: string; readonly code: number } => {
  let text = ''
  const code = check([`${folder}${name}.yaml`], part => {
    text += `${part}\n`
  })
  return { text: text.replaceAll(folder, ''), code }
}

t.test('there are many, each with its text', async t => {
  t.ok(mistakes.length >= 60, `${mistakes.length} mistakes`)
  t.same(
    names.filter(name => name.endsWith('.txt')).sort(),
    mistakes.map(name => `${name}.txt`),
  )
})

for (const name of mistakes) {
  t.test(`${name} is told as it should be`, async t => {
    const { text, code } = printed(name)
    t.equal(text, readFileSync(`${folder}${name}.txt`, 'utf8'))
    t.equal(code, / 0 errors, \d+ warnings?$/m.test(text) ? 0 : 1)
    t.match(text, /^[\w-]+\.yaml:\d+:\d+: (?:error|warning): /, 'at least one complaint')
  })
}
