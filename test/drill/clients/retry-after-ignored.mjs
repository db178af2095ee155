import { persist } from './asking.mjs'

// told to wait a second, it waits 300 ms
export const sin = () => persist([300, 1050])

export const innocent = () => persist([1005, 1005])
