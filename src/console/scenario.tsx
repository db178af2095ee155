import { useState } from 'preact/hooks'
import { ask } from './api.ts'
import { usePoll } from './poll.ts'
import type { Diagnostic, ShownScenario } from './shapes.ts'

const MOST_LINES = 2000

const Found = ({ found }: { readonly found: Diagnostic }) => (
  <p class={`found ${found.severity}`}>
    <strong>
      {found.severity} at {found.line}:{found.column}
    </strong>{' '}
    {found.message}
    {found.hint ? <span class="soft"> {found.hint}</span> : null}
  </p>
)

/** The text of a scenario, with what is wrong with it at its lines; it is edited where its file is. */
export const ScenarioText = ({ name }: { readonly name: string }) => {
  const [shown, setShown] = useState<ShownScenario | null>(null)
  usePoll(
    async () => {
      const now = await ask('GET /scenarios/:name', { params: { name } }).catch(() => null)
      setShown(before => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    },
    1000,
    [name],
  )
  if (shown === null) return <p class="soft">Nothing is known of the text of {name}.</p>
  const isBad = shown.lastReload?.ok === false
  const diagnostics = isBad ? (shown.lastReload?.diagnostics ?? []) : shown.diagnostics
  const lines = (shown.edited ?? shown.text).replace(/\n$/, '').split('\n')
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const at = (line: number) => diagnostics.filter(found => found.line === line)
  return (
    <section class="scenario" aria-label="Scenario">
      <h2>{shown.name}</h2>
      <p class="soft">
        {shown.about}
        {shown.file ? ` Edit ${shown.file}, and it is read again.` : ''}
      </p>
      <p role="status">
        {errors > 0
          ? `${errors} ${errors === 1 ? 'error' : 'errors'}: the version before it stays in force.`
          : `${diagnostics.length === 0 ? 'Nothing' : 'No error, only warnings'} found.`}
      </p>
      <ol class="yaml" tabIndex={0} aria-label={`Text of ${shown.name}`}>
        {lines.slice(0, MOST_LINES).map((line, i) => (
          <li key={i} class={at(i + 1).length > 0 ? 'marked' : ''}>
            <code>{line || ' '}</code>
            {at(i + 1).map(found => (
              <Found key={`${found.column} ${found.message}`} found={found} />
            ))}
          </li>
        ))}
      </ol>
      {lines.length > MOST_LINES ? <p class="soft">{lines.length - MOST_LINES} further lines are not shown.</p> : null}
    </section>
  )
}
