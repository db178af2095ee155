import { ask, between, often, persist, sleep } from './asking.mjs'

// one timer for all: whatever failed in the last half a second comes back when it fires
export const sin = async () => {
  const timer = sleep(2500)
  await often(24, 20, async call => {
    await ask({ prompt: `${call}`, count: 0 })
    await timer
    await ask({ prompt: `${call}`, count: 1 })
  })
}

// as long a wait, but each call has its own
export const innocent = () => often(24, 20, call => persist([between(1000, 2500)], { prompt: `${call}` }))
