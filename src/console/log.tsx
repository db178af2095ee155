import { useEffect, useRef, useState } from 'preact/hooks'
import { time } from '../verdict/words.ts'
import { ask } from './api.ts'
import { light } from './light.ts'
import { pause } from './live.ts'
import { attempt, get, kept, set } from './model.ts'
import type { LightEntry } from './shapes.ts'
import { Virtual } from './virtual.tsx'
import { classOf, clockOf, statusOf } from './words.ts'

const FILTERS = ['status', 'endpoint', 'model', 'rule', 'call'] as const
type Filter = Partial<Record<(typeof FILTERS)[number], string>>

const ROW_HEIGHT = 44
const PAGE = 200
/** More rows than this are not kept: a filter finds what is further back. */
const MOST_OLDER = 20_000

const fits = (entry: LightEntry, filter: Filter): boolean =>
  FILTERS.every(key => {
    const wanted = filter[key]
    if (wanted === undefined || wanted === String(entry[key])) return true
    return key === 'rule' && entry.rules.includes(wanted)
  })

const Row = ({ entry, isOpen }: { readonly entry: LightEntry; readonly isOpen: boolean }) => (
  <button
    type="button"
    class="entry"
    aria-expanded={isOpen}
    onClick={() => set({ selected: isOpen ? null : entry.id })}
  >
    <span class="when">{clockOf(entry.at)}</span>
    <span class={`status ${classOf(entry)}`}>{statusOf(entry)}</span>
    <span class="which">
      {entry.attempt > 1 ? <strong>attempt {entry.attempt} </strong> : null}
      {entry.endpoint ?? `${entry.method} ${entry.path}`}
    </span>
    <span class="model">{entry.model}</span>
    <span class="called">{entry.call}</span>
    <span class="rule">{entry.rules.join(', ')}</span>
    <span class="took">{time(entry.durationMs)}</span>
  </button>
)

/** Newer entries, and older ones that are not among them; while another session is chosen, those of the one before are still here. */
const joined = (newer: readonly LightEntry[], older: readonly LightEntry[], session: string): readonly LightEntry[] => {
  const known = new Set(newer.map(({ id }) => id))
  return [...newer, ...older.filter(entry => entry.session === session && !known.has(entry.id))]
}

/** What happened in the session, newest first. */
export const Log = () => {
  const state = get()
  const { session } = state
  const [filter, setFilter] = useState<Filter>({})
  const [older, setOlder] = useState<readonly LightEntry[]>([])
  const [typing, setTyping] = useState<string | null>(null)
  const [isWhole, setIsWhole] = useState(false)
  const isLoading = useRef(false)
  const isFiltered = Object.keys(filter).length > 0
  const newer = isFiltered ? kept.entries.filter(entry => fits(entry, filter)) : kept.entries
  const oldestHere = kept.entries.at(-1)?.id ?? null
  const rows = older.length === 0 ? newer : joined(newer, older, session)
  const full = older.length >= MOST_OLDER
  const { status, ...others } = filter
  // what is half written is no status yet, and no entry has it
  const isStatus = status === undefined || /^\d{3}$/.test(status)

  const loadOlder = async () => {
    if (isLoading.current || isWhole || full || !isStatus) return
    isLoading.current = true
    const before = older.at(-1)?.id ?? oldestHere ?? 'latest'
    const query = { ...others, status: status === undefined ? null : Number(status), before, limit: PAGE }
    await attempt(async () => {
      const page = await ask('GET /sessions/:id/journal', { params: { id: session }, query })
      setOlder([...older, ...page.entries.map(light)])
      if (page.next === null) setIsWhole(true)
      return null
    })
    isLoading.current = false
  }
  useEffect(() => {
    setOlder([])
    setIsWhole(false)
  }, [session, filter, state.run])

  const change = (key: (typeof FILTERS)[number]) => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement
    const { [key]: _, ...rest } = filter
    setFilter(value === '' ? rest : { ...rest, [key]: value })
  }
  const seen = (key: (typeof FILTERS)[number]): readonly string[] =>
    [...new Set(kept.entries.flatMap(entry => (key === 'rule' ? entry.rules : (entry[key] ?? []))))]
      .map(String)
      .slice(0, 100)

  return (
    <div class="fill">
      <form class="bar-of-tools filters" onSubmit={event => event.preventDefault()} aria-label="Filters">
        <button type="button" aria-pressed={state.paused} onClick={() => pause(!state.paused)}>
          {state.paused ? `Go on (${state.waiting} new)` : 'Pause'}
        </button>
        {FILTERS.map(key => (
          <label key={key}>
            {key}
            <input
              name={key}
              value={filter[key] ?? ''}
              list={`seen-${key}`}
              onInput={change(key)}
              onFocus={() => setTyping(key)}
              onBlur={() => setTyping(null)}
              size={12}
            />
            <datalist id={`seen-${key}`}>
              {(typing === key ? seen(key) : []).map(value => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </label>
        ))}
        <button type="button" onClick={() => setFilter({})}>
          Clear
        </button>
        <span class="soft" role="status">
          {rows.length} shown{isWhole ? ', which are all' : ''}
        </span>
      </form>
      <Virtual
        label="Entries, newest first"
        items={rows}
        rowHeight={ROW_HEIGHT}
        keyOf={({ id }) => id}
        row={entry => <Row entry={entry} isOpen={entry.id === state.selected} />}
        onEnd={loadOlder}
      />
      <div class="bar-of-tools">
        <button type="button" disabled={isWhole || full || !isStatus} onClick={loadOlder}>
          Load older ones
        </button>
        {full ? <span class="soft">The page keeps no more than these: filter to see what is further back.</span> : null}
      </div>
    </div>
  )
}
