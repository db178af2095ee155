import { ask, eventsOf } from './asking.mjs'

// takes the text that came for the whole answer
export const sin = () => ask({ stream: true })

export const innocent = async () => {
  const events = eventsOf(await ask({ stream: true }))
  if (events.some(data => data.includes('"error"'))) throw new Error('the stream ended in an error')
}
