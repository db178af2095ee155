import { persist } from './asking.mjs'

// told to wait a second
export const sin = () => persist([7400, 1050])

export const innocent = () => persist([4000, 1050])
