import { spawnSync } from 'node:child_process'

/** The cores that this process may run on, by their numbers; null where `taskset` can't tell. */
const allowedCores = () => {
  const { stdout } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' })
  const [, list] = /: ([\d,-]+)\s*$/.exec(stdout ?? '') ?? []
  return (
    list?.split(',').flatMap(range => {
      const [from, to = from] = range.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    }) ?? null
  )
}

/** Which core the servers have and which one the load, and how that is said; null for a core where nothing is pinned. */
const choose = () => {
  const cores = allowedCores()
  if (!cores) return { server: null, load: null, told: 'nothing is pinned: there is no taskset (of util-linux) here' }
  const [load, server] = [cores[0], cores.at(-1)]
  if (load === server)
    return { server: null, load: null, told: 'one core only, which servers and load share: requests/s say little' }
  return { server, load, told: `servers on core ${server}, load on core ${load}` }
}

const { server, load, told } = choose()

/** How servers and load are spread over the cores, for the reader of a table. */
export const pinsTold = told

/** Whether the load has a core for itself. */
export const hasOwnCore = load !== null

/** What stands before the command of a server. */
export const pinned = server === null ? [] : ['taskset', '-c', String(server)]

/** Puts this process, which makes the load, on its own core. */
export const pinLoad = () => {
  if (load !== null) spawnSync('taskset', ['-acp', String(load), String(process.pid)], { stdio: 'ignore' })
}
