import { ask, between, often, persist } from './asking.mjs'

// in an outage each of sixty calls is sent twice; they do not come at once, or that the second ones come apart would be praised
export const sin = () => often(60, 5, call => persist([between(50, 400)], { prompt: `${call}` }))

// one in ten is tried again, the others are told to their users at once
export const innocent = async () => {
  await often(54, 5, call => ask({ prompt: `${call}`, count: 0 }))
  await often(6, 5, call => persist([between(50, 400)], { prompt: `again ${call}` }))
}
