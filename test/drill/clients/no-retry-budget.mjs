import { ask, between, often, persist } from './asking.mjs'

// in an outage each of sixty calls is sent twice
export const sin = () => often(60, 0, call => persist([between(50, 400)], { prompt: `${call}` }))

// one in ten is tried again, the others are told to their users at once
export const innocent = async () => {
  await often(54, 0, call => ask({ prompt: `${call}`, count: 0 }))
  await often(6, 0, call => persist([between(50, 400)], { prompt: `again ${call}` }))
}
