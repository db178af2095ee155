// Takes the picture of a report that README.md shows, docs/report.png, from a headless Chromium, and writes the table and the first
// findings of the same drill into README.md. Needs a build.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const SIZE = '900,855'
const MOST_BYTES = 150 * 1024

const path = name => fileURLToPath(new URL(name, import.meta.url))

const stop = message => {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

const browser = () => {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) return existsSync(CHROME_PATH) ? CHROME_PATH : stop(`CHROME_PATH is ${CHROME_PATH}: no such file.`)
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(file => existsSync(file))
  return (
    found ?? stop(`There is no Chromium in PATH (${NAMES.join(', ')}). Install one, or give its file in CHROME_PATH.`)
  )
}

const drill = out => {
  const args = ['--scenarios', 'rate-limited,outage,expired-key', '--out', out, '--', 'node', 'picture-client.mjs']
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('../dist/main.js'), 'drill', ...args], {
    cwd: path('.'),
    encoding: 'utf8',
  })
  if (status !== 1) stop(`The drill ended with ${status}, and not with FAIL:\n${stdout}${stderr}`)
  return stdout
}

const take = (chromium, page, file) => {
  // a process of root has no sandbox
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const looks = [
    '--headless',
    '--disable-gpu',
    '--hide-scrollbars',
    '--force-device-scale-factor=1',
    `--window-size=${SIZE}`,
  ]
  const { status, stderr } = spawnSync(chromium, [...sandbox, ...looks, `--screenshot=${file}`, page], {
    encoding: 'utf8',
  })
  if (status !== 0) stop(`${chromium} took no picture:\n${stderr}`)
  const { size } = statSync(file)
  if (size > MOST_BYTES) stop(`${file} has ${size} bytes, and ${MOST_BYTES} are allowed: make its window smaller.`)
}

/** The table, and what is said of the first scenario. */
const show = printed => {
  const block = /(<!-- drill -->\n)[\s\S]*?(\n<!-- \/drill -->)/
  const shown = printed.split('\n\n').slice(0, 2).join('\n\n')
  const readme = readFileSync(path('../README.md'), 'utf8')
  writeFileSync(
    path('../README.md'),
    readme.replace(block, (_all, begin, end) => `${begin}\`\`\`\n${shown}\n\`\`\`${end}`),
  )
}

const chromium = browser()
const out = mkdtempSync(join(tmpdir(), 'picture-'))
try {
  const printed = drill(out)
  take(chromium, pathToFileURL(join(out, 'report.html')).href, path('report.png'))
  show(printed)
} finally {
  rmSync(out, { recursive: true })
}
