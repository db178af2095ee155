import { between, often, persist } from './asking.mjs'

// told to wait a second, all come back after just that
export const sin = () => often(16, 40, call => persist([1003], { prompt: `${call}` }))

export const innocent = () => often(16, 40, call => persist([1003 + between(0, 500)], { prompt: `${call}` }))
