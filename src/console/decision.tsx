import type { Explanation } from '../journal/explanation.ts'

/** What the decision of an exchange looked at. */
export const Decision = ({ rules, draws, limiter, entry }: Explanation) => (
  <>
    <h3>Rules that were asked</h3>
    {rules.length === 0 ? <p class="soft">None.</p> : null}
    <ul class="rules">
      {rules.map(({ name, spoke, missed }, i) => (
        <li key={`${i} ${name}`}>
          <strong>{name}</strong>{' '}
          {spoke === 'decided'
            ? 'decided'
            : spoke === 'passed'
              ? 'passed on, with what it changes'
              : `missed ${missed}`}
        </li>
      ))}
    </ul>
    {entry.nearMisses.length > 0 ? (
      <>
        <h3>Near misses</h3>
        <ul>
          {entry.nearMisses.map(({ rule, missed }, i) => (
            <li key={`${i} ${rule}`}>
              <strong>{rule}</strong>: {missed}
            </li>
          ))}
        </ul>
      </>
    ) : null}
    {draws.length > 0 ? (
      <>
        <h3>Draws</h3>
        <ul>
          {draws.map(({ rule, what, number, needed }, i) => (
            <li key={`${i} ${what}`}>
              {rule ?? 'the API'}, {what}: {number.toFixed(4)}, {needed}
            </li>
          ))}
        </ul>
      </>
    ) : null}
    {limiter ? (
      <>
        <h3>Limits as it found them</h3>
        <ul>
          {limiter.map(({ dimension, used, holds, requested, hasRoom }) => (
            <li key={dimension}>
              {dimension}: {used} of {holds} used, {requested} asked for, {hasRoom ? 'has room' : 'no room'}
            </li>
          ))}
        </ul>
      </>
    ) : null}
  </>
)
