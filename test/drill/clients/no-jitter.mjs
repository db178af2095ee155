import { between, often, persist } from './asking.mjs'

// waits that double, but the same for each call
export const sin = () => often(16, 40, call => persist([300, 600], { prompt: `${call}` }))

export const innocent = () =>
  often(16, 40, call =>
    persist(
      [300, 600].map(ms => ms * between(0.5, 1)),
      { prompt: `${call}` },
    ),
  )
