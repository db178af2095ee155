import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release } from 'node:os'
import { fileURLToPath } from 'node:url'
import { peerVersions } from './peers/peers.mjs'
import { pinsTold } from './pins.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** The commit that is measured, and whether something was changed since, beside the budget that is written; there may be no git. */
const commitOf = () => {
  try {
    const changed = git('status', '--porcelain', '--', ':!bench/budget.json').trim() === '' ? '' : ' with changes'
    return `${git('rev-parse', '--short', 'HEAD').trim()}${changed}`
  } catch {
    return 'unknown'
  }
}

const fastifyVersion = JSON.parse(readFileSync(`${root}/node_modules/fastify/package.json`, 'utf8')).version

/** What a table rests on: when and by which command it was made, of which commit, on which machine. */
export const about = ({ args, peers }) => ({
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
  commit: commitOf(),
  node: process.version,
  fastify: fastifyVersion,
  peers: peers ? peerVersions : [],
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  system: `${process.platform} ${process.arch} ${release()}`,
  loadAverage: Number(loadavg()[0].toFixed(2)),
  pins: pinsTold,
})

/** The same as a sentence below a table. */
export const aboutText = facts =>
  `Printed on ${facts.date} UTC by \`${facts.command}\` at commit ${facts.commit}. ` +
  `Node ${facts.node}, Fastify ${[facts.fastify, ...facts.peers].join(', ')}; ` +
  `${facts.cores} cores of ${facts.cpu}, ${facts.system}; load average before it ${facts.loadAverage}; ${facts.pins}.`
