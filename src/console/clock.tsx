import { useState } from 'preact/hooks'
import { ask } from './api.ts'
import { attempt } from './model.ts'
import type { ShownSession } from './shapes.ts'
import { sessionTime } from './words.ts'

const JUMPS = ['10s', '1m', '1h'] as const
const SPEEDS = [1, 10, 60, 600]

/** The time of a session: how late it is, going forward, running faster. */
export const Clock = ({ session: { id, clock } }: { readonly session: ShownSession }) => {
  const [by, setBy] = useState('60s')
  const advance = (duration: string) => () =>
    attempt(async () => {
      await ask('POST /sessions/:id/clock', { params: { id }, body: { advance: duration } })
      return `Session time went forward by ${duration}.`
    })
  const run = (event: Event) => {
    const speed = Number((event.currentTarget as HTMLSelectElement).value)
    void attempt(async () => {
      await ask('POST /sessions/:id/clock', { params: { id }, body: { speed } })
      return `Session time runs ${speed} times as fast as the clock on the wall.`
    })
  }
  return (
    <form class="bar-of-tools" onSubmit={event => event.preventDefault()} aria-label="Clock">
      <strong class="clock">{sessionTime(clock.sessionMs)}</strong>
      <label>
        speed
        <select value={clock.speed} onChange={run}>
          {[...new Set([...SPEEDS, clock.speed])].map(speed => (
            <option key={speed} value={speed}>
              × {speed}
            </option>
          ))}
        </select>
      </label>
      {JUMPS.map(jump => (
        <button key={jump} type="button" onClick={advance(jump)} aria-label={`Forward by ${jump}`}>
          + {jump}
        </button>
      ))}
      <label>
        forward by
        <input value={by} size={6} onInput={event => setBy(event.currentTarget.value)} />
      </label>
      <button type="submit" onClick={advance(by)}>
        Go forward
      </button>
    </form>
  )
}
