import { spawnSync } from 'node:child_process'
import t, { type Test } from 'tap'
import { run } from '../helpers/cli.ts'

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0
const skip = (shell: string): string | false => !has(shell) && `there is no ${shell} here`

const script = async (shell: string): Promise<string> => (await run(['completion', shell])).stdout

/** What bash offers behind these words. */
const inBash = async (t: Test, ...words: readonly string[]): Promise<readonly string[]> => {
  const asked = `${await script('bash')}
COMP_WORDS=(groq-mock "$@"); COMP_CWORD=$#; _groq_mock; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', asked, 'bash', ...words], { encoding: 'utf8' })
  t.equal(stderr, '')
  return stdout.split('\n').filter(line => line !== '')
}

t.test('bash completes commands, flags, scenarios and statuses', { skip: skip('bash') }, async t => {
  t.same(await inBash(t, 'err'), ['errors'])
  t.same(await inBash(t, 's'), ['serve', 'schema', 'simulate'])
  t.same(await inBash(t, '--journal-b'), ['--journal-bytes'], 'serve is the command where none is named')
  t.same(await inBash(t, 'check', '--s'), ['--strict'])
  t.same(await inBash(t, 'errors', '49'), ['498', '499'])
  t.same(await inBash(t, 'serve', '--scenario', 'brown'), ['brown-out'])
  t.same(await inBash(t, 'simulate', 'brown'), ['brown-out'])
  t.same(await inBash(t, '--log-format', ''), ['text', 'json'])
  t.same(await inBash(t, 'completion', 'z'), ['zsh'])
  t.ok((await inBash(t, 'check', 'pack')).includes('package.json'), 'files where files are wanted')
  t.same(await inBash(t, 'verdict', '--no-s'), ['--no-strict'])
})

for (const [shell, args] of [
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const)
  t.test(`${shell} reads its script`, { skip: skip(shell) }, async t => {
    const { status, stderr } = spawnSync(shell, [...args, '/dev/stdin'], {
      input: await script(shell),
      encoding: 'utf8',
    })
    t.same([status, stderr], [0, ''])
  })

t.test('each shell has all commands and flags of --help', async t => {
  const { stdout } = await run(['--help'])
  const flags = [...new Set([...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag = '']) => flag))]
  t.ok(flags.length > 30)
  for (const shell of ['bash', 'zsh', 'fish']) {
    const text = await script(shell)
    t.same(
      flags.filter(flag => !text.includes(shell === 'fish' ? `-l ${flag} ` : `--${flag}`)),
      [],
      shell,
    )
    for (const command of ['serve', 'drill', 'explain']) t.match(text, command)
  }
})
