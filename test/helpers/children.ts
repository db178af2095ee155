import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/** Variables of a child, beyond those that whoever runs the tests has. */
export type Variables = Readonly<Record<string, string>>

// the settings of whoever runs the tests, and what tap has its own processes load; Windows does not tell cases apart
const FOREIGN = /^(GROQ_MOCK_|NODE_OPTIONS$|TAP$|TAP_|_TAPJS_|TS_NODE_)/i

/** Variables without those that must not reach a child. */
export const withoutForeign = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !FOREIGN.test(name)))

interface Spawning {
  env: NodeJS.ProcessEnv
}

// tap adds its loaders to whatever is spawned, by listeners that it keeps here
const onSpawn = Symbol.for('process-on-spawn@*:singletonId')
const { [onSpawn]: tapAdds } = globalThis as { [onSpawn]?: { listeners: ((spawning: Spawning) => void)[] } }
let environment: NodeJS.ProcessEnv | null = null
tapAdds?.listeners.push(spawning => {
  if (environment) spawning.env = environment
})

const alive = new Set<ChildProcess>()
const killAll = (): void => {
  for (const child of alive) child.kill('SIGKILL')
}

// a test that runs out of time, or is told to end, is ended without its teardown
process.once('exit', killAll)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGALRM'] as const)
  process.once(signal, () => {
    killAll()
    process.kill(process.pid, signal)
  })

/** Starts Node with a clean environment; it does not outlive the process of the test, however that ends. */
export const spawnNode = (
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): ChildProcessWithoutNullStreams => {
  environment = { ...withoutForeign(process.env), ...variables }
  const child = spawn(process.execPath, args, { cwd, env: environment })
  environment = null
  alive.add(child)
  child.once('close', () => alive.delete(child))
  return child
}
