import { useState } from 'preact/hooks'
import { token } from './api.ts'
import { choose } from './live.ts'
import { get } from './model.ts'

/** Asks for the token of the control API, and says where it is missing or wrong. */
export const TokenForm = () => {
  const { linkWords, session } = get()
  const [value, setValue] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    token.set(value)
    choose(session)
  }
  return (
    <form class="locked" onSubmit={submit}>
      <h2>{token.get() === null ? 'This server wants a token' : 'The server does not take this token'}</h2>
      <p>{linkWords}</p>
      <label>
        token{' '}
        <input
          type="password"
          autocomplete="off"
          value={value}
          onInput={event => setValue(event.currentTarget.value)}
        />
      </label>{' '}
      <button type="submit">Use it</button>
      <p class="soft">It is kept in this tab only, until the tab is closed.</p>
    </form>
  )
}
