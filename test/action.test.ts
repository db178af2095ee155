import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { root } from './helpers/cli.ts'
import { until } from './helpers/until.ts'

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'))
const unknown = (value: object, known: readonly string[]) => Object.keys(value).filter(key => !known.includes(key))

t.test('the action has what GitHub asks for of one that is composite, and nothing that it does not know', async t => {
  t.same(unknown(action, ['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs']), [])
  t.match(action, { name: 'groq-mock', description: String, runs: { using: 'composite' } })
  t.same(unknown(action.runs, ['using', 'steps']), [])
  for (const input of Object.values<object>(action.inputs))
    t.match(input, { description: String, required: false, default: String })
  for (const [name, output] of Object.entries<{ value: string }>(action.outputs)) {
    t.same(unknown(output, ['description', 'value']), [])
    t.equal(output.value, `\${{ steps.start.outputs.${name} }}`)
  }
  for (const step of action.runs.steps) {
    t.same(unknown(step, ['name', 'id', 'if', 'shell', 'env', 'working-directory', 'run']), [])
    t.equal(step.shell, 'bash', 'a step of an action that is composite names its shell')
    t.notMatch(step.run, '${{', 'nothing of an input becomes a part of a script')
  }
})

const start = action.runs.steps.find(({ id }: { id?: string }) => id === 'start')

/** An expression of GitHub, with what it stands for here. */
const filled = (text: string, inputs: Readonly<Record<string, string>>): string =>
  text
    .replaceAll(/\$\{\{ github\.action_path \}\}/g, root)
    .replace(/\$\{\{ inputs\.(\w+) \}\}/, (_, name) => inputs[name] ?? action.inputs[name].default)

const told = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

/** Does what a runner does with the step that starts it. */
const started = (t: Test, inputs: Readonly<Record<string, string>>) => {
  const folder = t.testdir({ environment: '', output: '' })
  const temporary = join(folder, 'temporary files')
  mkdirSync(temporary)
  const [environment, output] = [join(folder, 'environment'), join(folder, 'output')]
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', start.run], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(Object.entries<string>(start.env).map(([name, text]) => [name, filled(text, inputs)])),
      RUNNER_TEMP: temporary,
      GITHUB_ENV: environment,
      GITHUB_OUTPUT: output,
    },
  })
  return { status, said: stdout + stderr, temporary, environment: told(environment), output: told(output) }
}

t.test('what it starts goes on, and the steps that follow are pointed at it', async t => {
  const { status, said, environment, output } = started(t, {
    scenario: 'rate-limited',
    flags: '--seed 7 --log-level info',
  })
  t.equal(status, 0, said)
  const { url = '', port, log = '' } = output
  t.equal(url, `http://127.0.0.1:${port}`)
  t.same(Object.keys(output).sort(), Object.keys(action.outputs).sort())
  t.match(environment, {
    GROQ_BASE_URL: url,
    OPENAI_BASE_URL: `${url}/openai/v1`,
    GROQ_MOCK_URL: url,
    GROQ_API_KEY: /not-a-real-key$/,
  })
  const { pid } = JSON.parse(readFileSync(log.replace(/log$/, 'json'), 'utf8'))
  t.teardown(async () => {
    process.kill(pid, 'SIGTERM')
    await until(() => {
      try {
        return !process.kill(pid, 0)
      } catch {
        return true
      }
    })
  })
  t.equal((await fetch(`${environment.OPENAI_BASE_URL}/models`)).status, 429)
  const { sessions } = (await (await fetch(`${url}/__mock/sessions`)).json()) as { sessions: { seed: number }[] }
  t.equal(sessions[0]?.seed, 7)
})

t.test('one that does not start fails its step, and says why', async t => {
  const { status, said, environment } = started(t, { scenario: 'rate-limted' })
  t.equal(status, 1)
  t.match(said, /^::error::groq-mock did not start\n.*Did you mean "rate-limited"\?/s)
  t.same(environment, {})
})

t.test('what stands in an input is not run', async t => {
  const { status, said } = started(t, {
    scenario: '$(touch pwned); touch pwned',
    flags: '$(touch pwned) `touch pwned`',
  })
  t.equal(status, 1, said)
  t.notMatch(spawnSync('ls', [t.testdirName], { encoding: 'utf8' }).stdout, 'pwned')
})
