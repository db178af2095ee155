import { ask, eventsOf } from './asking.mjs'

const parsed = data => (data === '[DONE]' ? null : JSON.parse(data))

// swallows what it can't parse
export const sin = async () => {
  for (const data of eventsOf(await ask({ stream: true })))
    try {
      parsed(data)
    } catch {}
}

export const innocent = async () => eventsOf(await ask({ stream: true })).map(parsed)
