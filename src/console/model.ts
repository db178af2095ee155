import type { StatusFacts } from '../groq/errors.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { Kept } from './kept.ts'
import type { ListedScenario, ShownSession } from './shapes.ts'

export const views = ['timeline', 'log', 'session', 'inject', 'verdict'] as const
export type View = (typeof views)[number]

/** How the page hears from the server. */
export type Link = 'connecting' | 'live' | 'lost' | 'locked'

/** What the page knows and shows. */
export interface State {
  readonly view: View
  readonly link: Link
  /** Why it is not live. */
  readonly linkWords: string
  readonly run: string | null
  readonly sessions: readonly ShownSession[]
  readonly session: string
  readonly scenarios: readonly ListedScenario[]
  readonly errors: readonly StatusFacts[]
  readonly verdict: Verdict | null
  /** The entry that is open; null for none. */
  readonly selected: string | null
  readonly paused: boolean
  /** How many entries came while it was paused. */
  readonly waiting: number
  /** What happened that is worth a word. */
  readonly notice: string | null
}

export const kept = new Kept()

let state: State = {
  view: 'timeline',
  link: 'connecting',
  linkWords: '',
  run: null,
  sessions: [],
  session: 'default',
  scenarios: [],
  errors: [],
  verdict: null,
  selected: null,
  paused: false,
  waiting: 0,
  notice: null,
}
/** What comes by itself is drawn this often at most: more often nobody could read it. */
const LIVE_EVERY_MS = 50

let draw = (): void => {}
let isDue = false
let isDueSoon = false
let drawnAtMs = Number.NEGATIVE_INFINITY

export const get = (): State => state

/** Draws the page again, once before the browser paints the next time, however often this is called. */
export const redraw = (): void => {
  if (isDue) return
  isDue = true
  requestAnimationFrame(() => {
    isDue = false
    drawnAtMs = performance.now()
    draw()
  })
}

/** The same for what comes by itself. */
export const redrawSoon = (): void => {
  if (isDue || isDueSoon) return
  isDueSoon = true
  setTimeout(
    () => {
      isDueSoon = false
      redraw()
    },
    Math.max(0, drawnAtMs + LIVE_EVERY_MS - performance.now()),
  )
}

export const set = (change: Partial<State>): void => {
  state = { ...state, ...change }
  redraw()
}

/** The same for what comes by itself. */
export const setSoon = (change: Partial<State>): void => {
  state = { ...state, ...change }
  redrawSoon()
}

/** Says who draws. */
export const drawWith = (drawing: () => void): void => {
  draw = drawing
  redraw()
}

/** Shows what became of something that was asked for. */
export const attempt = async (work: () => Promise<string | null>): Promise<void> => {
  try {
    set({ notice: await work() })
  } catch (error) {
    set({ notice: error instanceof Error ? error.message : String(error) })
  }
}
