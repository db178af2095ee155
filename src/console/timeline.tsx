import { useState } from 'preact/hooks'
import { laneOf, legend } from '../verdict/forms/html/lane.ts'
import { many, time } from '../verdict/words.ts'
import type { Call } from './kept.ts'
import { pause } from './live.ts'
import { get, kept, type State, set } from './model.ts'
import { Virtual } from './virtual.tsx'

/** How much time a line shows, in milliseconds. */
const SCALES = [
  100, 200, 500, 1000, 2000, 3000, 5000, 7500, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 120_000, 300_000,
  600_000, 1_800_000, 3_600_000,
]
const LANE_HEIGHT = 76
/** So many calls decide how much time is shown, unless somebody chose. */
const LOOKED_AT = 50

const lengthOf = ({ attempts }: Call): number =>
  Math.max(...attempts.map(({ endedMs }) => endedMs)) - (attempts[0]?.startedMs ?? 0)

const fitting = (calls: readonly Call[]): number => {
  const longest = Math.max(1, ...calls.slice(0, LOOKED_AT).map(lengthOf))
  return SCALES.find(scale => scale >= longest) ?? longest
}

const open = (entry: string) => () => set({ selected: entry })

/** What was found in it, by the entry that shows it. */
const flagsOf = ({ attempts }: Call, { verdict }: State) => {
  const own = new Set(attempts.map(({ entry }) => entry))
  return (verdict?.findings ?? []).flatMap(finding =>
    // the last that shows it is the one that did it
    finding.evidence
      .filter(({ entry }) => own.has(entry))
      .slice(-1)
      .map(({ entry }) => ({ entry, finding })),
  )
}

const percent = (ms: number, scaleMs: number): string => `${Math.min(99, (ms / scaleMs) * 100).toFixed(2)}%`

const Lane = ({ call, scaleMs, state }: { readonly call: Call; readonly scaleMs: number; readonly state: State }) => {
  const fromMs = call.attempts[0]?.startedMs ?? 0
  const { bars, marks } = laneOf(call.attempts, { fromMs, lengthMs: scaleMs })
  const flags = flagsOf(call, state)
  const isCut = lengthOf(call) > scaleMs
  return (
    <div class="call">
      <div class="what">
        <strong>{call.id}</strong> <span class="soft">at {time(fromMs)}</span>
        {flags.map(({ entry, finding }) => (
          <button key={entry + finding.id} type="button" class="flag" onClick={open(entry)}>
            ⚑ {finding.id}
          </button>
        ))}{' '}
        <span class="soft">
          {call.about} · {many(call.attempts.length, 'attempt')}
        </span>
      </div>
      <div class={isCut ? 'lane cut' : 'lane'}>
        {marks.map(({ entry, left, words }) => (
          <span key={`told ${entry}`} class="told" title={words} style={{ left }} />
        ))}
        {bars.map(({ entry, end, left, width, words }, i) => (
          <button
            key={entry}
            type="button"
            class={`bar ${end}${entry === state.selected ? ' selected' : ''}`}
            title={words}
            aria-label={words}
            onClick={open(entry)}
            style={{ left, width }}
            tabIndex={(call.attempts[i]?.startedMs ?? 0) - fromMs > scaleMs ? -1 : 0}
          />
        ))}
        {flags.map(({ entry, finding }) => {
          const attempt = call.attempts.find(one => one.entry === entry)
          const left = percent((attempt?.startedMs ?? fromMs) - fromMs, scaleMs)
          return (
            <span key={`flag ${entry} ${finding.id}`} class="pennant" aria-hidden="true" style={{ left }}>
              ⚑
            </span>
          )
        })}
      </div>
    </div>
  )
}

/** Each call on a line of time that begins with it: attempts, waits, what was told, what was found. */
export const Timeline = () => {
  const state = get()
  const [chosen, setChosen] = useState<number | null>(null)
  const calls = kept.calls()
  const scaleMs = chosen ?? fitting(calls)
  const zoom = (by: number) => () => {
    const at = SCALES.findIndex(scale => scale >= scaleMs)
    setChosen(SCALES[Math.min(SCALES.length - 1, Math.max(0, (at < 0 ? SCALES.length - 1 : at) + by))] ?? null)
  }
  const { selected } = state
  const shown =
    selected === null ? null : calls.find(({ attempts }) => attempts.some(({ entry }) => entry === selected))?.id
  return (
    <div class="fill">
      <div class="bar-of-tools">
        <button type="button" aria-pressed={state.paused} onClick={() => pause(!state.paused)}>
          {state.paused ? `Go on (${state.waiting} new)` : 'Pause'}
        </button>
        <button type="button" onClick={zoom(-1)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={zoom(1)} aria-label="Zoom out">
          −
        </button>
        <button type="button" aria-pressed={chosen === null} onClick={() => setChosen(null)}>
          Fit
        </button>
        <span class="soft" role="status">
          {many(calls.length, 'call')}; a line shows {time(scaleMs)}
        </span>
      </div>
      <ul class="legend" aria-label="colours of the bars">
        {legend.map(([kind, words]) => (
          <li key={kind}>
            <span class={kind} />
            {words}
          </li>
        ))}
      </ul>
      <div class="axis" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map(part => (
          <span key={part}>{time(part * scaleMs)}</span>
        ))}
      </div>
      {calls.length === 0 ? (
        <p class="soft">No call yet in session {state.session}. Send a request to it, and it shows here.</p>
      ) : (
        <Virtual
          label="Calls, those that began last first"
          items={calls}
          rowHeight={LANE_HEIGHT}
          keyOf={({ id }) => id}
          row={call => <Lane call={call} scaleMs={scaleMs} state={state} />}
          shown={shown ?? null}
        />
      )}
    </div>
  )
}
