import { ask, eventsOf } from './asking.mjs'

// reads until nothing comes any more
export const sin = () => ask({ stream: true })

export const innocent = async () => {
  if (!eventsOf(await ask({ stream: true })).includes('[DONE]')) throw new Error('the stream has no end')
}
