import { useState } from 'preact/hooks'
import { ask } from './api.ts'
import { Clock } from './clock.tsx'
import { choose, forget } from './live.ts'
import { attempt, get, set } from './model.ts'
import { usePoll } from './poll.ts'
import { ScenarioText } from './scenario.tsx'
import type { Bucket, ShownLimits, ShownSession } from './shapes.ts'
import { sessionTime } from './words.ts'

const MOST_SHOWN = 200

const List = ({ sessions, chosen }: { readonly sessions: readonly ShownSession[]; readonly chosen: string }) => (
  <section class="wide" tabIndex={0} aria-label="Sessions">
    <table>
      <thead>
        <tr>
          <th scope="col">session</th>
          <th scope="col">scenario</th>
          <th scope="col">entries</th>
          <th scope="col">session time</th>
          <th scope="col">speed</th>
        </tr>
      </thead>
      <tbody>
        {sessions.slice(0, MOST_SHOWN).map(({ id, scenario, entries, clock }) => (
          <tr key={id}>
            <td>
              <button type="button" aria-pressed={id === chosen} onClick={() => choose(id)}>
                {id}
              </button>
            </td>
            <td>{scenario}</td>
            <td>{entries}</td>
            <td>{sessionTime(clock.sessionMs)}</td>
            <td>× {clock.speed}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {sessions.length > MOST_SHOWN ? (
      <p class="soft">{sessions.length - MOST_SHOWN} more are not shown; write the name of one into the field above.</p>
    ) : null}
  </section>
)

const Gauge = ({ bucket, of }: { readonly bucket: Bucket; readonly of: string }) => {
  const { dimension, limit, burst, used, reset } = bucket
  const holds = burst ?? limit
  return (
    <li>
      <span class="name">{dimension}</span>
      <meter min={0} max={holds} high={0.9 * holds} value={used} aria-label={`${dimension} of ${of}`} />
      <span>
        {used} of {holds} used{used > 0 ? `, empty in ${reset}` : ''}
      </span>
    </li>
  )
}

const Limits = ({ session }: { readonly session: string }) => {
  const [limits, setLimits] = useState<ShownLimits | null>(null)
  usePoll(async () => setLimits(await ask('GET /sessions/:id/limits', { params: { id: session } })), 500, [session])
  if (limits === null) return <p class="soft">…</p>
  const { capacity, flex } = limits
  return (
    <>
      {limits.limits.length === 0 ? (
        <p class="soft">Nothing is used of a limit, or the scenario sets none.</p>
      ) : (
        limits.limits.map(({ organization, model, buckets }) => (
          <div key={`${organization} ${model}`}>
            <h4>
              {model} <span class="soft">{organization}</span>
            </h4>
            <ul class="gauges">
              {buckets.map(bucket => (
                <Gauge key={bucket.dimension} bucket={bucket} of={model} />
              ))}
            </ul>
          </div>
        ))
      )}
      <p class="soft">
        {capacity.served} being served{capacity.room === null ? '' : `, room for ${capacity.room}`}
        {flex.room === null ? '' : `; flex: ${flex.served}, room for ${flex.room}`}
      </p>
    </>
  )
}

const Switch = ({ session }: { readonly session: ShownSession }) => {
  const { scenarios } = get()
  const change = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement
    void attempt(async () => {
      await ask('PUT /sessions/:id/scenario', { params: { id: session.id }, body: { scenario: value } })
      return `The session starts over with ${value}.`
    })
  }
  const reset = () =>
    attempt(async () => {
      await ask('POST /sessions/:id/reset', { params: { id: session.id } })
      forget()
      choose(session.id)
      return 'The session starts over: counters, limits, clock and journal.'
    })
  return (
    <div class="bar-of-tools">
      <label>
        scenario
        <select value={session.scenario} onChange={change}>
          {[...new Set([session.scenario, ...scenarios.map(({ name }) => name)])].map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={reset}>
        Reset
      </button>
    </div>
  )
}

/** The sessions, and of one its scenario, clock and limits. */
export const Sessions = () => {
  const { sessions, session } = get()
  const chosen = sessions.find(({ id }) => id === session)
  return (
    <div class="scroll">
      <List sessions={sessions} chosen={session} />
      {chosen === undefined ? (
        <p class="soft">There is no session {session} yet: it begins with its first request.</p>
      ) : (
        <div class="columns">
          <section>
            <h2>{chosen.id}</h2>
            <Clock session={chosen} />
            <Switch session={chosen} />
            <h3>Limits</h3>
            <Limits session={session} />
            <h3>Rules</h3>
            <ul class="rules">
              {chosen.rules.map(({ name, matched, spoken }, i) => (
                <li key={`${i} ${name}`}>
                  <strong>{name}</strong> matched {matched}, spoke {spoken}
                </li>
              ))}
            </ul>
          </section>
          <ScenarioText name={chosen.scenario} />
        </div>
      )}
    </div>
  )
}

/** Takes another session by its name. */
export const choosing = (event: Event): void => {
  const { value } = event.currentTarget as HTMLInputElement
  set({ notice: null })
  choose(value)
}
