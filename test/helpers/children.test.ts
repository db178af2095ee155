import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { spawnNode, withoutForeign } from './children.ts'
import { typescript } from './typescript.ts'

t.test('a child has the variables that it was given, and none of tap', async t => {
  const child = spawnNode(['-p', 'JSON.stringify(process.env)'], process.cwd(), { GROQ_MOCK_PORT: '1' })
  const seen = JSON.parse(await text(child.stdout))
  t.equal(seen.GROQ_MOCK_PORT, '1')
  t.same(
    Object.keys(seen).filter(name => /TAP|NODE_OPTIONS/.test(name)),
    [],
  )
})

t.test('names of variables are known in any case, and by their whole', async t => {
  const kept = { Path: 'a', TAPE: 'b', MY_NODE_OPTIONS: 'c' }
  const foreign = { Node_Options: '', tap: '', TAP_JOBS: '', _tapjs_processinfo_cwd_: '', Groq_Mock_Port: '' }
  t.same(withoutForeign({ ...foreign, ...kept }), kept)
})

const source = readFileSync(new URL('children.ts', import.meta.url), 'utf8')
const { outputText: helper } = typescript.transpileModule(source, {
  compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
})

/** A process that has a child; its connection tells that the child lives. */
const parentOfOne = async (t: Test) => {
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => {
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const script = `${helper}
    spawnNode(['-e', "require('node:net').connect(${port}, '127.0.0.1')"], '.')
    process.stdin.once('end', () => process.exit()).resume()`
  const parent = spawnNode([`${t.testdir({ 'parent.mjs': script })}/parent.mjs`], process.cwd())
  const [connection] = await once(server, 'connection')
  // a process that is killed resets its connections on some systems
  connection.on('error', () => {}).resume()
  return { parent, childIsGone: once(connection, 'close') }
}

t.test('a child does not outlive a process that exits', async t => {
  const { parent, childIsGone } = await parentOfOne(t)
  parent.stdin.end()
  await once(parent, 'close')
  await t.resolves(childIsGone)
})

const skip = process.platform === 'win32' && 'Windows ends a process without asking it'
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGALRM'] as const)
  t.test(`a child does not outlive a process that ${signal} ends, and that is what ended it`, { skip }, async t => {
    const { parent, childIsGone } = await parentOfOne(t)
    parent.kill(signal)
    const [, by] = await once(parent, 'close')
    t.equal(by, signal)
    await t.resolves(childIsGone)
  })
