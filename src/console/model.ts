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
let draw = (): void => {}
let isDue = false

export const get = (): State => state

/** Draws the page again, once before the browser paints the next time, however often this is called. */
export const redraw = (): void => {
  if (isDue) return
  isDue = true
  requestAnimationFrame(() => {
    isDue = false
    draw()
  })
}

export const set = (change: Partial<State>): void => {
  state = { ...state, ...change }
  redraw()
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
