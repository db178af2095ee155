import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { cleanUp } from './clean-up.mjs'
import { figuresOf, heldAfter, quiet, STALL_MS } from './figures.mjs'
import { watchHealth } from './health.mjs'
import { luckOf } from './luck.mjs'
import { markOf } from './mark.mjs'
import { startServer } from './server.mjs'
import { shoot } from './shoot.mjs'

const CLIENTS = 100
const SCENARIOS = ['north', 'south', 'east']
const EVERY_MS = 700
const WARM_UP_MS = 5000

const faults = JSON.parse(readFileSync(new URL('../test/faults/cases.json', import.meta.url), 'utf8')).map(({ rule }) =>
  parse(rule),
)

/** A scenario in which some faults are drawn, beside slow and good answers. */
const goodText = luck => {
  const drawn = Array.from({ length: 4 }, () => ({ share: '10%', ...luck.of(faults) }))
  const slow = { share: '10%', delay: '50ms..1s', complete: {} }
  return JSON.stringify({
    about: 'A soak.',
    drawBy: 'order',
    rules: [{ name: `r${luck.below(1000)}`, oneOf: [...drawn, slow] }],
  })
}
const badText = luck =>
  luck.of(['about: [', 'rules: 7\n', 'about: x\nrules: [{ erorr: 503 }]\n', '\u0000', 'a'.repeat(100_000), ''])

/** Writes a scenario anew, now good, now bad; as editors do, in one step or in two. */
const edit = (folder, luck) => {
  const file = join(folder, `${luck.of(SCENARIOS)}.yaml`)
  const text = luck.chance(0.5) ? goodText(luck) : badText(luck)
  if (luck.chance(0.5)) return writeFileSync(file, text)
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

const request = (luck, number) => {
  const body = JSON.stringify({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: `Hello ${luck.below(500)}` }],
    max_completion_tokens: 1 + luck.below(60),
    stream: luck.chance(0.5),
  })
  const prefix = luck.chance(0.2) ? '' : `/scenario/${luck.of(SCENARIOS)}/session/`
  // a session of its own for each scenario, as a session keeps to the one that it began with
  const [, , scenario] = prefix.split('/')
  const path = `${scenario ? `${prefix}${scenario}-${luck.below(20)}` : ''}/openai/v1/chat/completions?${markOf(number)}`
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Good traffic under faults, while its scenarios are edited, well and badly; its clients leave whenever they like. */
export const soak = async ({ seed, seconds, print }) => {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'))
  try {
    const editing = luckOf(seed, -2)
    for (const name of SCENARIOS) writeFileSync(join(folder, `${name}.yaml`), goodText(editing))
    const server = await startServer(['--scenarios', folder])
    const [sure, bugs] = [new Set(), []]
    let next = 0
    const run = async forMs => {
      const untilMs = performance.now() + forMs
      const client = async () => {
        while (performance.now() < untilMs && server.seen.ended === null) {
          const number = next
          next += 1
          const luck = luckOf(seed, number)
          const bytes = request(luck, number)
          const way = luck.of(['whole', 'whole', 'whole', 'half', 'pieces', 'leave', 'reset', 'cut'])
          if (['whole', 'half', 'pieces'].includes(way)) sure.add(number)
          const { isBug } = await shoot(server.port, {
            bytes,
            way,
            at: luck.below(bytes.length),
            afterMs: luck.below(500),
          })
          if (isBug) bugs.push(number)
        }
      }
      const editor = async () => {
        while (performance.now() < untilMs) {
          edit(folder, editing)
          await sleep(EVERY_MS)
        }
      }
      await Promise.all([editor(), ...Array.from({ length: CLIENTS }, client)])
      await quiet(server)
    }
    await run(WARM_UP_MS)
    await sleep(2000)
    await cleanUp(server.port)
    const { held: before } = await server.ask('what is held?')
    await server.ask('restart the meter')
    const health = watchHealth(server.port, STALL_MS, () => {})
    await run(seconds * 1000)
    await health.stop()
    const { busiestMs } = server.seen
    const { held: full = before } = await server.ask('what is held?')
    const left = server.seen.ended === null ? await cleanUp(server.port) : []
    const after = await heldAfter(server, before)
    const reloads = await (await fetch(`http://127.0.0.1:${server.port}/__mock/ready`)).json()
    print(
      `soak: seed ${seed}, ${next} requests in ${seconds} s; last edits: ${reloads.reloads.map(({ name, ok }) => `${name} ${ok ? 'good' : 'bad'}`).join(', ')}`,
    )
    const figures = figuresOf({
      server,
      sure,
      mayHaveNone: new Set(),
      bugs,
      health: health.seen,
      stalls: [],
      busiestMs,
      before,
      full,
      left,
      after,
    })
    await server.stop()
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
