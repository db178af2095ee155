import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../launcher.mjs', import.meta.url))
const PRINTED = /\b([A-Z_]+)=([^\s"]+)/g
/** Who waits so long waits for what does not come, however busy the machine is. */
const LONGEST_MS = 20_000

/** What curl did: its exit code, what it wrote, and of each URL what it knows (`--write-out '%{json}'`). */
const curl = (args, variables = {}) =>
  new Promise(resolve => {
    const limit = ['--silent', '--max-time', String(LONGEST_MS / 1000), '--write-out', '%{stderr}%{json}\n']
    execFile(
      'curl',
      [...limit, ...args],
      { env: { PATH: process.env.PATH, ...variables }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const lines = stderr.split('\n').filter(line => line.startsWith('{'))
        resolve({ code: error?.code ?? 0, body: stdout, of: lines.map(line => JSON.parse(line)) })
      },
    )
  })

/** Starts a mock that speaks HTTPS, and asks it by curl with the CA that it prints. */
export const startMock = async () => {
  const server = spawn(process.execPath, [launcher, '--tls', '--log-format', 'json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const printed = {}
  let log = ''
  const lines = createInterface({ input: server.stdout })
  await new Promise((resolve, reject) => {
    lines.on('line', line => {
      log += `${line}\n`
      for (const [, name, value] of line.matchAll(PRINTED)) printed[name] = value
      if (printed.GROQ_BASE_URL && printed.SSL_CERT_FILE) resolve()
    })
    server.once('exit', () => reject(new Error('the mock ended; is there a dist folder?')))
  })
  const { GROQ_BASE_URL: url, SSL_CERT_FILE: ca } = printed
  const trusting = (...args) => curl(['--http2', '--cacert', ca, ...args])
  const control = async (path, ...args) => {
    const { body, of } = await trusting(...args, `${url}/__mock${path}`)
    if (of[0].response_code >= 300) throw new Error(`${path}: ${body}`)
    return JSON.parse(body)
  }
  return {
    url,
    ca,
    curl,
    trusting,
    control,
    log: () => log,
    /** Makes a session with a scenario of its own. */
    begin: (session, scenario) => {
      const body = JSON.stringify({ scenario: { about: 'A test.', ...scenario } })
      return control(`/sessions/${session}`, '-X', 'PUT', '-H', 'content-type: application/json', '--data', body)
    },
    /** The entries of a session in the order in which they came, once there are as many as expected. */
    entries: async (session, expected) => {
      for (const untilMs = performance.now() + LONGEST_MS; ; await sleep(20)) {
        const { entries } = await control(`/sessions/${session}/journal?limit=1000`)
        if (entries.length >= expected) return entries.sort((a, b) => a.offsetMs - b.offsetMs)
        if (performance.now() > untilMs) throw new Error(`${entries.length} of ${expected} entries in ${session}`)
      }
    },
    close: async () => {
      server.stdin.end()
      await once(server, 'exit')
    },
  }
}
