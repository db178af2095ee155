import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { ask } from './api.ts'
import { attempt, get } from './model.ts'
import { usePoll } from './poll.ts'
import type { ShownInjection } from './shapes.ts'

const FAULTS: readonly (readonly [name: string, fault: unknown])[] = [
  ['reset', 'reset'],
  ['drop', 'drop'],
  ['hang', 'hang'],
  ['garbage', 'garbage'],
  ['cut', { cut: { after: '2 chunks' } }],
  ['trickle', { trickle: { bytesPerSecond: 50 } }],
  ['short', { short: '100 bytes' }],
]

const Active = ({ session, injections, learn }: ActiveProps) => {
  const remove = (id: string) =>
    attempt(async () => {
      await ask('DELETE /sessions/:id/injections/:injection', { params: { id: session, injection: id } })
      await learn()
      return 'The temporary rule is removed.'
    })
  if (injections.length === 0) return <p class="soft">None: the scenario answers.</p>
  return (
    <ul class="active">
      {injections.map(({ id, rule, says, times, left }) => (
        <li key={id}>
          <strong>{rule}</strong>
          <span>
            {says}; {left} of {times} left
          </span>
          <button type="button" onClick={() => remove(id)} aria-label={`Remove ${rule}`}>
            Remove
          </button>
        </li>
      ))}
    </ul>
  )
}

interface ActiveProps {
  readonly session: string
  readonly injections: readonly ShownInjection[]
  readonly learn: () => Promise<void>
}

/** Temporary rules: what the next requests of the session get, whatever its scenario says. */
export const Inject = () => {
  const { session, errors } = get()
  const [times, setTimes] = useState('1')
  const [wait, setWait] = useState('')
  const [variant, setVariant] = useState('')
  const [injections, setInjections] = useState<readonly ShownInjection[]>([])
  const learn = async () => {
    const known = await ask('GET /sessions/:id/injections', { params: { id: session } })
    setInjections(known.injections)
  }
  usePoll(learn, 1000, [session])

  const inject = (what: object) =>
    attempt(async () => {
      const made = await ask('POST /sessions/:id/injections', {
        params: { id: session },
        body: { ...what, times: Number(times) },
      })
      await learn()
      return `Next: ${made.rule}.`
    })
  const waiting = (status: number): object => (wait === '' || status < 400 ? {} : { retryAfter: wait })
  const variants = errors.flatMap(({ status, variants }) => Object.keys(variants).map(name => `${status} ${name}`))
  const injectVariant = () => {
    const [status, name] = variant.split(' ')
    return inject({ status: Number(status), variant: name, ...waiting(Number(status)) })
  }

  return (
    <div class="scroll">
      <h2>What the next requests of {session} get</h2>
      <div class="bar-of-tools">
        <label>
          for the next
          <input type="number" min={1} value={times} onInput={event => setTimes(event.currentTarget.value)} />
          requests
        </label>
        <label>
          retry-after
          <input value={wait} placeholder="2s" size={6} onInput={event => setWait(event.currentTarget.value)} />
        </label>
      </div>
      {[true, false].map(isDocumented => (
        <Fragment key={String(isDocumented)}>
          <h3>{isDocumented ? 'Documented statuses' : 'Seen, but not documented'}</h3>
          <div class="buttons">
            {errors
              .filter(({ documented }) => (documented !== 'no') === isDocumented)
              .map(({ status, title }) => (
                <button key={status} type="button" onClick={() => inject({ status, ...waiting(status) })}>
                  <strong>{status}</strong> {title}
                </button>
              ))}
          </div>
        </Fragment>
      ))}
      <h3>A variant</h3>
      <div class="bar-of-tools">
        <label>
          variant
          <select value={variant} onChange={event => setVariant(event.currentTarget.value)}>
            <option value="">choose one</option>
            {variants.map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={variant === ''} onClick={injectVariant}>
          Inject it
        </button>
      </div>
      <h3>Faults</h3>
      <div class="buttons">
        {FAULTS.map(([name, fault]) => (
          <button key={name} type="button" onClick={() => inject({ fault })}>
            {name}
          </button>
        ))}
      </div>
      <h3>Temporary rules</h3>
      <Active session={session} injections={injections} learn={learn} />
    </div>
  )
}
