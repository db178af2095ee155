import { often, persist } from './asking.mjs'

const waits = call => [1010, 1010, 1010, 1010].map(ms => ms + call * 100)

// a call every 15 ms, whatever the headers say and whoever is refused
export const sin = () => often(16, 15, call => persist(waits(call), { prompt: `${call}` }))

// as many calls, which are held back while one waits
export const innocent = async () => {
  for (let call = 0; call < 16; call += 1) await persist(waits(0), { prompt: `${call}` })
}
