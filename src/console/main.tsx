import { render } from 'preact'
import { ask } from './api.ts'
import { EntryDetails } from './entry.tsx'
import { Inject } from './inject.tsx'
import { choose, watchSessions } from './live.ts'
import { Log } from './log.tsx'
import { drawWith, get, kept, type Link, set, type View, views } from './model.ts'
import { choosing, Sessions } from './session.tsx'
import { Timeline } from './timeline.tsx'
import { TokenForm } from './token.tsx'
import { Judgement } from './verdict.tsx'

const NAMES: Readonly<Record<View, string>> = {
  timeline: 'Timeline',
  log: 'Log',
  session: 'Sessions',
  inject: 'Inject',
  verdict: 'Verdict',
}
const LINKS: Readonly<Record<Link, string>> = {
  connecting: 'connecting …',
  live: 'live',
  lost: 'not connected, trying again',
  locked: 'locked',
}
const SHOWS: Readonly<Record<View, () => preact.JSX.Element>> = {
  timeline: () => <Timeline />,
  log: () => <Log />,
  session: () => <Sessions />,
  inject: () => <Inject />,
  verdict: () => <Judgement />,
}

const Head = () => {
  const { view, session, sessions, link, linkWords, notice } = get()
  return (
    <header>
      <h1>groq-mock</h1>
      <label>
        session
        <input value={session} list="sessions" size={16} onChange={choosing} />
        <datalist id="sessions">
          {sessions.slice(0, 200).map(({ id }) => (
            <option key={id} value={id} />
          ))}
        </datalist>
      </label>
      <nav aria-label="Views">
        {views.map(name => (
          <a key={name} href={`#${name}`} aria-current={name === view ? 'page' : undefined}>
            {NAMES[name]}
          </a>
        ))}
      </nav>
      <p class={`link ${link}`} role="status">
        {LINKS[link]}
        {link === 'lost' && linkWords ? `: ${linkWords}` : ''}
      </p>
      {notice === null ? null : (
        <p class="notice" role="status">
          <span>{notice}</span>{' '}
          <button type="button" onClick={() => set({ notice: null })} aria-label="Dismiss">
            ×
          </button>
        </p>
      )}
    </header>
  )
}

const Page = () => {
  const { view, link, selected } = get()
  if (link === 'locked')
    return (
      <>
        <Head />
        <main>
          <TokenForm />
        </main>
      </>
    )
  return (
    <>
      <Head />
      <main class={selected === null ? '' : 'with-details'}>
        <div class="view">{SHOWS[view]()}</div>
        {selected === null ? null : <EntryDetails id={selected} />}
      </main>
    </>
  )
}

const viewInUrl = (): void => {
  const view = views.find(name => `#${name}` === location.hash)
  if (view) set({ view })
}

/** Findings are flags of the timeline too, so that a verdict is asked for now and then while it is shown. */
const judgeNowAndThen = (): void => {
  let judged = ''
  setInterval(async () => {
    const { view, link, session, paused } = get()
    const state = `${session} ${kept.last}`
    if (view !== 'timeline' || link !== 'live' || paused || document.hidden || state === judged) return
    judged = state
    const verdict = await ask('GET /sessions/:id/verdict', { params: { id: session } }).catch(() => null)
    if (get().session === session) set({ verdict })
  }, 3000)
}

const root = document.getElementById('page')
if (root) {
  drawWith(() => render(<Page />, root))
  addEventListener('hashchange', viewInUrl)
  viewInUrl()
  choose(new URLSearchParams(location.search).get('session') ?? 'default')
  watchSessions()
  judgeNowAndThen()
}
