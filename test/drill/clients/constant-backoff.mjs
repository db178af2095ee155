import { between, often, persist } from './asking.mjs'

export const sin = () => often(5, 50, call => persist([500, 500, 500], { prompt: `${call}` }))

// as long in all, but each wait twice as long as the one before, give or take a part
export const innocent = () =>
  often(5, 50, call =>
    persist(
      [200, 400, 800].map(ms => ms * between(0.8, 1.2)),
      { prompt: `${call}` },
    ),
  )
