import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { spawnNode } from '../helpers/children.ts'
import { root } from '../helpers/cli.ts'
import { typescript } from '../helpers/typescript.ts'

const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^```[jt]s\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)

t.test('every example of the page of the library runs', async t => {
  t.ok(examples.length > 4)
  const folder = t.testdir(
    Object.fromEntries(
      examples.map((text, i) => [
        `${i}.mjs`,
        // Node 20 has no `await using`
        typescript.transpileModule(text, {
          compilerOptions: { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext },
        }).outputText,
      ]),
    ),
  )
  await Promise.all(
    examples.map(async (text, i) => {
      const child = spawnNode([`${folder}/${i}.mjs`], root)
      t.teardown(() => {
        child.kill('SIGKILL')
      })
      let err = ''
      child.stderr.setEncoding('utf8').on('data', part => {
        err += part
      })
      const [code] = await once(child, 'close')
      t.equal(code, 0, `${err}\n${text}`)
    }),
  )
})
