import { useEffect, useState } from 'preact/hooks'
import type { Entry } from '../journal/entry.ts'
import type { Explanation } from '../journal/explanation.ts'
import { time } from '../verdict/words.ts'
import { ask } from './api.ts'
import { copyText } from './copy-text.ts'
import { curlOf } from './curl.ts'
import { Decision } from './decision.tsx'
import { attempt, get, set } from './model.ts'
import { classOf, statusOf } from './words.ts'

/** So many letters of a body are shown at first. */
const SHOWN_LETTERS = 2000

const Facts = ({ facts }: { readonly facts: readonly (readonly [string, unknown])[] }) => (
  <dl>
    {facts
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
  </dl>
)

/** A text of which the beginning is shown, and the rest on demand. */
const Text = ({ text }: { readonly text: string }) => {
  const [isWhole, setIsWhole] = useState(false)
  const isCut = text.length > SHOWN_LETTERS && !isWhole
  return (
    <>
      <pre tabIndex={0}>{isCut ? `${text.slice(0, SHOWN_LETTERS)}…` : text}</pre>
      {isCut ? (
        <button type="button" onClick={() => setIsWhole(true)}>
          Show all {text.length} letters
        </button>
      ) : null}
    </>
  )
}

const Request = ({ entry }: { readonly entry: Entry }) => (
  <>
    <h3>Request</h3>
    <p>
      <code>
        {entry.method} {entry.path}
      </code>
    </p>
    <Facts
      facts={[
        ['call', entry.call],
        ['attempt', `${entry.attempt} (${entry.certainty})`],
        ['model', entry.model],
        ['tier', entry.tier],
        ['stream', entry.stream],
        ['bytes', entry.requestBytes],
        ['connection', `${entry.connection}, request ${entry.requestOnConnection}`],
        ['client', entry.userAgent],
      ]}
    />
    {entry.kept === null ? (
      <p class="soft">Headers and body are not kept.</p>
    ) : (
      <>
        <details>
          <summary>Headers</summary>
          <pre tabIndex={0}>
            {Object.entries(entry.kept.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join('\n')}
          </pre>
        </details>
        {entry.kept.body ? <Text key={entry.id} text={entry.kept.body} /> : <p class="soft">No body.</p>}
      </>
    )}
  </>
)

const toldOf = ({ told }: Entry): string | null =>
  told &&
  [
    told.retryAfter && `retry-after: ${told.retryAfter.text}`,
    told.retryAfterMs && `retry-after-ms: ${told.retryAfterMs.text}`,
    told.shouldRetry && `x-should-retry: ${told.shouldRetry.text}`,
    told.tryAgainInMs !== null && `try again in ${time(told.tryAgainInMs)}`,
  ]
    .filter(Boolean)
    .join(', ')

const Answer = ({ entry }: { readonly entry: Entry }) => (
  <>
    <h3>Answer</h3>
    <Facts
      facts={[
        ['status', statusOf(entry)],
        ['variant', entry.variant],
        ['first byte', entry.ttfbMs === null ? null : time(entry.ttfbMs)],
        ['took', time(entry.durationMs)],
        ['bytes', entry.bytes],
        ['chunks', entry.chunks],
        ['ended by', entry.endedBy],
        ['told', toldOf(entry)],
      ]}
    />
  </>
)

/** Why an exchange got what it got. */
export const EntryDetails = ({ id }: { readonly id: string }) => {
  const [found, setFound] = useState<Explanation | null>(null)
  useEffect(() => {
    setFound(null)
    void attempt(async () => {
      const explanation = await ask('GET /journal/:entry/explain', { params: { entry: id } })
      if (get().selected === id) setFound(explanation)
      return null
    })
  }, [id])
  const copy = (entry: Entry) =>
    attempt(async () => {
      const { command, lacks } = curlOf(entry, location.origin)
      await copyText(command)
      return `The command is copied${lacks === null ? '' : `, without ${lacks}`}.`
    })
  return (
    <section class="details" aria-label="Entry">
      <div class="head">
        <h2>{id}</h2>
        <button type="button" onClick={() => set({ selected: null })}>
          Close
        </button>
      </div>
      {found === null ? (
        <p class="soft">…</p>
      ) : (
        <>
          <p>
            <span class={`status ${classOf(found.entry)}`}>{statusOf(found.entry)}</span> {found.because}
          </p>
          <p>
            <button type="button" onClick={() => copy(found.entry)}>
              Copy as curl
            </button>
          </p>
          <Request entry={found.entry} />
          <Answer entry={found.entry} />
          <Decision {...found} />
        </>
      )}
    </section>
  )
}
