import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/** Variables of a child beyond those of whoever runs the tests. */
export type Variables = Readonly<Record<string, string>>

// the settings of whoever runs the tests, and what makes a process one of tap's; on Windows names differ in more than case
const FOREIGN = /^(GROQ_MOCK_.*|NODE_OPTIONS|TAP|TAP_.*|_TAPJS_.*|TS_NODE_.*)$/i

/** Variables without those that must not reach a child. */
export const withoutForeign = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !FOREIGN.test(name)))

// here tap keeps what adds its loaders to the variables of whatever is spawned; who comes last has the last word
const ON_SPAWN = Symbol.for('process-on-spawn@*:singletonId')
interface OnSpawn {
  readonly [ON_SPAWN]?: { readonly listeners: ((child: { env: NodeJS.ProcessEnv }) => void)[] }
}
let environment: NodeJS.ProcessEnv | null = null
const { [ON_SPAWN]: onSpawn } = globalThis as OnSpawn
onSpawn?.listeners.push(child => {
  if (environment) child.env = environment
})

const alive = new Set<ChildProcess>()
const killAll = (): void => {
  for (const child of alive) child.kill('SIGKILL')
}

// whoever runs out of time or is told to end is ended without its teardown
process.once('exit', killAll)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGALRM'] as const)
  process.once(signal, () => {
    killAll()
    process.kill(process.pid, signal)
  })

/** Starts Node with variables of its own; it does not outlive the process of the test, unless that is killed. */
export const spawnNode = (
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): ChildProcessWithoutNullStreams => spawnNodeOnto('pipe', args, cwd, variables) as ChildProcessWithoutNullStreams

/** The same, with its standard output where it is told. */
export const spawnNodeOnto = (
  stdout: 'pipe' | number,
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): ChildProcess => spawnOnto(process.execPath, stdout, args, cwd, variables)

/** Starts another program so, such as a shell that limits what it starts. */
export const spawnProgram = (
  program: string,
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): ChildProcessWithoutNullStreams => spawnOnto(program, 'pipe', args, cwd, variables) as ChildProcessWithoutNullStreams

const spawnOnto = (
  program: string,
  stdout: 'pipe' | number,
  args: readonly string[],
  cwd: string,
  variables: Variables,
): ChildProcess => {
  environment = { ...withoutForeign(process.env), ...variables }
  const child = spawn(program, args, { cwd, env: environment, stdio: ['pipe', stdout, 'pipe'] })
  environment = null
  alive.add(child)
  child.once('close', () => alive.delete(child))
  return child
}
