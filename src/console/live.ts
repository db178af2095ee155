import { ask, Refusal } from './api.ts'
import { follow } from './events.ts'
import { light } from './light.ts'
import { get, kept, redrawSoon, set, setSoon } from './model.ts'
import type { LightEntry } from './shapes.ts'

const FIRST_PAGE = 500
const LONGEST_PAUSE_MS = 5000
const SESSIONS_EVERY_MS = 2000
/** Of what comes while the page is paused. */
const MOST_WAITING = 2000

let waiting: LightEntry[] = []
let current = new AbortController()

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(done => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })

const take = (entries: readonly LightEntry[]): void => {
  if (entries.length === 0) return
  if (!get().paused) {
    kept.add(entries)
    return redrawSoon()
  }
  waiting = [...waiting, ...entries].slice(-MOST_WAITING)
  setSoon({ waiting: get().waiting + entries.length })
}

/** Goes on to show what comes, or stops for a while. */
export const pause = (paused: boolean): void => {
  if (!paused) kept.add(waiting)
  if (!paused) waiting = []
  set({ paused, waiting: 0 })
}

/** Forgets what is shown of a session. */
export const forget = (): void => {
  waiting = []
  kept.clear()
  set({ waiting: 0, verdict: null, selected: null })
}

const learnSessions = async (signal: AbortSignal): Promise<void> => {
  const { sessions, run } = await ask('GET /sessions', {}, signal)
  const before = get().run
  if (before !== null && before !== run) {
    forget()
    set({ notice: 'The server was started anew: what it had recorded before is gone.' })
  }
  set({ sessions, run })
}

const learnOnce = async (signal: AbortSignal): Promise<void> => {
  const { errors } = await ask('GET /errors', {}, signal)
  const { scenarios } = await ask('GET /scenarios', {}, signal)
  kept.know(errors)
  set({ errors, scenarios })
}

const loadNewest = async (session: string, signal: AbortSignal): Promise<void> => {
  const query = { before: 'latest', limit: FIRST_PAGE }
  const { entries } = await ask('GET /sessions/:id/journal', { params: { id: session }, query }, signal)
  kept.add(entries.map(light).reverse())
}

const followOnce = async (signal: AbortSignal): Promise<void> => {
  const { session, errors } = get()
  await learnSessions(signal)
  if (errors.length === 0) await learnOnce(signal)
  if (kept.last === null) await loadNewest(session, signal)
  const since = waiting.at(-1)?.id ?? kept.last
  for await (const brought of follow(session, since, signal)) {
    if (get().link !== 'live') set({ link: 'live', linkWords: '' })
    take(brought.flatMap(one => (one.kind === 'entry' ? light(one.entry) : [])))
    const said = brought.find(one => one.kind === 'said' && /stream ends here/.test(one.words))
    if (said?.kind === 'said') set({ notice: said.words })
  }
}

const wordsFor = (error: unknown): { readonly link: 'lost' | 'locked'; readonly linkWords: string } => {
  const isRefused = error instanceof Refusal && (error.status === 401 || error.status === 403)
  const linkWords = error instanceof Refusal ? error.message : 'The connection was lost.'
  return { link: isRefused ? 'locked' : 'lost', linkWords }
}

/** Follows the chosen session for as long as it is chosen; what was missed while the connection was lost is asked for. */
const followOn = async (signal: AbortSignal): Promise<void> => {
  for (let pauseMs = 500; !signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await followOnce(signal)
      pauseMs = 250
      if (!signal.aborted) set({ link: 'lost', linkWords: 'The connection was lost.' })
    } catch (error) {
      if (signal.aborted) return
      set(wordsFor(error))
      if (get().link === 'locked') return
    }
    await sleep(pauseMs, signal)
  }
}

/** Begins to follow a session, in place of another. */
export const choose = (session: string): void => {
  current.abort()
  current = new AbortController()
  if (session !== get().session) forget()
  set({ session, link: 'connecting', linkWords: '' })
  void followOn(current.signal)
}

/** Keeps the list of sessions and their clocks fresh. */
export const watchSessions = (): void => {
  setInterval(() => {
    if (get().link === 'live' && !document.hidden) learnSessions(current.signal).catch(() => {})
  }, SESSIONS_EVERY_MS)
}
