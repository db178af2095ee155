import { findingParts, titleOf, wordOf } from '../verdict/forms/finding-parts.ts'
import type { Expectation, Finding, Verdict } from '../verdict/verdict.ts'
import { many, time } from '../verdict/words.ts'
import { ask, pathOf, send } from './api.ts'
import { attempt, get, kept, set } from './model.ts'
import { usePoll } from './poll.ts'

const FORMS = [
  ['JUnit', 'application/junit+xml', 'xml'],
  ['Markdown', 'text/markdown', 'md'],
  ['HTML', 'text/html', 'html'],
  ['JSON', 'application/json', 'json'],
] as const

const download = (session: string, accept: string, ending: string) => () =>
  attempt(async () => {
    const answer = await send('GET', pathOf(session, '/verdict'), { accept })
    const url = URL.createObjectURL(await answer.blob())
    const link = document.createElement('a')
    link.href = url
    link.download = `verdict-${session}.${ending}`
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
    return null
  })

/** Leads to an attempt; one that the page has forgotten is drawn as the verdict tells it. */
const lead =
  (entry: string, { calls }: Verdict) =>
  () => {
    const call = calls.find(({ attempts }) => attempts.some(one => one.entry === entry))
    if (call) {
      const about = [call.endpoint, call.model, call.userAgent].filter(part => part !== null).join(' · ')
      kept.putCall({ id: call.id, about, attempts: call.attempts })
    }
    set({ selected: entry, view: 'timeline' })
  }

const Shown = ({ finding, verdict }: { readonly finding: Finding; readonly verdict: Verdict }) => (
  <article class={wordOf(finding)}>
    <h3>⚑ {titleOf(finding)}</h3>
    {findingParts(finding).map(({ label, text }) => (
      <p key={text}>
        {label === null ? null : <strong>{label}: </strong>}
        {text}
      </p>
    ))}
    <p>
      {finding.evidence.slice(0, 5).map(({ entry, offsetMs }) => (
        <button key={entry} type="button" onClick={lead(entry, verdict)}>
          Attempt at {time(offsetMs)}
        </button>
      ))}
    </p>
  </article>
)

const signOf = ({ met, seen }: Expectation): string => (!seen ? '–' : met === null ? '?' : met ? '✓' : '✗')

/** What the journal of the session says about its client. */
export const Judgement = () => {
  const { session, verdict } = get()
  usePoll(async () => set({ verdict: await ask('GET /sessions/:id/verdict', { params: { id: session } }) }), 3000, [
    session,
  ])
  if (verdict === null) return <p class="soft">…</p>
  const { result, reasons, findings, expectations, counts, scenario } = verdict
  return (
    <div class="scroll">
      <div class="head">
        <h2>
          {session}: {scenario}
        </h2>
        <span class={`badge ${result}`}>{result}</span>
        <span class="soft">
          {many(counts.calls, 'call')} in {many(counts.entries, 'request')}
        </span>
      </div>
      <div class="bar-of-tools">
        {FORMS.map(([name, accept, ending]) => (
          <button key={name} type="button" onClick={download(session, accept, ending)}>
            Download {name}
          </button>
        ))}
      </div>
      {reasons.map(reason => (
        <p key={reason}>{reason}</p>
      ))}
      {findings.map(finding => (
        <Shown key={finding.id} finding={finding} verdict={verdict} />
      ))}
      {findings.length === 0 ? <p class="soft">Nothing was found.</p> : null}
      <h3>What the scenario expects</h3>
      <ul class="expected">
        {expectations.map(one => (
          <li key={one.says + one.place}>
            {signOf(one)} {one.says} ({one.place}): {one.sentence}
          </li>
        ))}
      </ul>
    </div>
  )
}
