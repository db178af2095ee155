// Follows the README by its words: makes a fresh clone, types what stands in its blocks, and compares what is printed with what
// the page shows. With --here this folder is the fresh clone, as in a container that has no git. What needs curl or Python is
// skipped where there is none. The last line is `readme: N passed, M failed`.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LONGEST_MS = 300_000
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const work = mkdtempSync(join(tmpdir(), 'groq-mock-readme-'))
const clone = process.argv.includes('--here') ? root : join(work, 'groq-mock')
const project = join(work, 'project')
const kept = /^(PATH|HOME|LANG|TMPDIR|npm_config_(registry|userconfig|globalconfig|cafile)|.*proxy|PIP_.*|SSL_.*)$/i
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name))),
  // what a terminal shows, though this is none
  GROQ_MOCK_LOG_FORMAT: 'text',
}

let [passed, failed] = [0, 0]
const print = text => process.stdout.write(`${text}\n`)
const note = (claim, wrong) => {
  if (wrong === null) passed += 1
  else failed += 1
  print(wrong === null ? `ok ${claim}` : `FAILED ${claim}: ${wrong}`)
}
const skip = why => print(`skipped: readme: ${why}`)

/** What is another one in each run: ids, times, and how long something took. */
const plain = text =>
  text
    .replaceAll(/req_[a-z0-9]{26}/g, 'req_ID')
    .replaceAll(/run-\d+/g, 'run-ID')
    .replaceAll(/^Date: .*$/gm, 'Date: NOW')
    .replaceAll(/\d+(\.\d+)?(?= m?s\b)/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim()
const shows = (printed, shown) =>
  plain(printed).includes(plain(shown)) ? null : `\n${printed}\n  in place of\n${shown}`

/** Types a command, and waits for its end; meanwhile the server is listened to. */
const typed = (command, cwd) =>
  new Promise(resolve => {
    const limits = { timeout: LONGEST_MS, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 }
    execFile('bash', ['-c', command], { cwd, env, ...limits }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, all: `${stdout}${stderr}` }),
    )
  })
const ended = ({ code, all }) => (code === 0 ? null : `exit code ${code}\n${all.slice(-2000)}`)
const here = async name => (await typed(`command -v ${name}`, work)).code === 0

/** Types what starts a server, and waits until it says that it listens. `stop` interrupts it, as Ctrl-C does. */
const started = (command, cwd) => {
  const child = spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { text: '' }
  const closed = new Promise(resolve => child.on('close', resolve))
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LONGEST_MS)
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        said.text += text
        if (!/groq-mock listens on .*\n/.test(said.text)) return
        clearTimeout(timer)
        resolve()
      })
    closed.then(() => reject(new Error(`it ended:\n${said.text.slice(-2000)}`)))
  })
  const stop = async () => {
    process.kill(-child.pid, 'SIGINT')
    await closed
  }
  return ready.then(() => ({ said, stop }))
}

/** The blocks of a section, in their order. */
const sectionOf = (page, heading) => {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const blocks = [...section.split('\n## ', 1)[0].matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
  const next = wanted => {
    const at = blocks.findIndex(([, language]) => language === wanted)
    if (at < 0) throw new Error(`## ${heading} has no more blocks of ${wanted || 'output'}`)
    return blocks.splice(0, at + 1).at(-1)[2]
  }
  return next
}

const firstError = async page => {
  const start = sectionOf(page, 'Start')
  const server = await started(start('sh'), clone)
  note('npm ci && npm start', shows(server.said.text, start('text')))
  const next = sectionOf(page, 'Sixty seconds to the first injected error')
  const curl = next('sh')
  if (await here('curl'))
    note('the first injected error, with curl', shows((await typed(curl, clone)).stdout, next('text')))
  else skip('there is no curl')
  writeFileSync(join(clone, 'first.mjs'), next('js'))
  note('the first scenario, with groq-sdk', shows((await typed('node first.mjs', clone)).all, next('text')))
  note('it happens each time', ended(await typed('node first.mjs', clone)))
  rmSync(join(clone, 'first.mjs'))
  const lines = next('text').trim().split('\n')
  note('the terminal says why', lines.map(line => shows(server.said.text, line)).find(wrong => wrong !== null) ?? null)
  return { server, python: next('python'), printed: next('text') }
}

const packed = async page => {
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "name": "newcomer", "private": true }')
  const [pack, install] = sectionOf(
    readFileSync(join(clone, 'docs/installing.md'), 'utf8'),
    'As a package of your project',
  )('sh').split('\n')
  for (const line of [pack.replace('../groq-mock', clone), install]) note(line, ended(await typed(line, project)))
  writeFileSync(join(project, 'my-client.mjs'), readFileSync(join(clone, 'docs/picture-client.mjs')))
  const next = sectionOf(page, 'What your client does wrong')
  const drill = await typed(next('sh'), project)
  note('a client with mistakes fails the drill', drill.code === 1 ? null : `exit code ${drill.code}: ${drill.all}`)
  const [table, ...findings] = next('').split('\n\n')
  // how often a client waits within the room of a column is luck
  const withoutWaits = text => text.replaceAll(/\d+ ms,? ?…?/g, '')
  note('the table of the drill', shows(withoutWaits(drill.stdout), withoutWaits(table)))
  note('the finding of the drill', shows(drill.stdout, findings.join('\n\n').split('    Seen in:')[0]))

  const asked =
    "await fetch(mock.openaiBaseUrl + '/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }) })\n"
  const test = sectionOf(page, 'In your tests')
  const client = `${asked}await new Promise(resolve => setTimeout(resolve, 600))\n${asked}`
  writeFileSync(join(project, 'tested.mjs'), test('js').replace(/^\/\/ .*\n/m, client))
  note('the library', ended(await typed('node tested.mjs', project)))
  return test('python')
}

const inPython = async (first, printed, marked) => {
  const python = join(work, 'venv/bin/python')
  const made = await typed(
    `python3 -m venv ${join(work, 'venv')} && ${python} -m pip install --quiet groq openai pytest`,
    work,
  )
  if (made.code !== 0)
    return skip(`there is no Python with groq, openai and pytest: ${made.all.trim().split('\n').at(-1)}`)
  writeFileSync(join(project, 'first.py'), first)
  note('the first scenario, with openai for Python', shows((await typed(`${python} first.py`, project)).all, printed))
  note('pip install ./python', ended(await typed(`${python} -m pip install --quiet ./python`, clone)))
  writeFileSync(
    join(project, 'my_app.py'),
    'import groq\n\n\ndef answer(text):\n    return groq.Groq().chat.completions.create(model="openai/gpt-oss-20b", messages=[{"role": "user", "content": text}])\n',
  )
  writeFileSync(join(project, 'test_app.py'), `import pytest\n\nimport my_app\n\n\n${marked}`)
  note('the pytest plugin', ended(await typed(`${python} -m pytest -q`, project)))
}

const ownScenario = async page => {
  writeFileSync(join(clone, 'mine.yaml'), sectionOf(page, 'Your own scenario')('yaml'))
  const server = await started('npm start -- --port 0 --scenario ./mine.yaml', clone)
  note('a scenario of your own', shows(server.said.text, 'with scenario mine'))
  await server.stop()
  note('check finds no mistake in it', ended(await typed('npm start -- check mine.yaml', clone)))
  rmSync(join(clone, 'mine.yaml'))
  note('npm start -- --help', shows((await typed('npm start -- --help', clone)).stdout, '--scenario NAME'))
}

try {
  if (clone !== root) note('git clone', ended(await typed(`git clone --quiet ${root} ${clone}`, work)))
  const page = readFileSync(join(clone, 'README.md'), 'utf8')
  const { server, python, printed } = await firstError(page)
  const marked = await packed(page)
  await inPython(python, printed, marked)
  await server.stop()
  await ownScenario(page)
} finally {
  rmSync(work, { recursive: true, force: true })
}
print(`readme: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
