import { persist } from './asking.mjs'

// a retired model stays retired
export const sin = () => persist([150])

// the same status and wait, but this time the model had garbled its tool call
export const innocent = () =>
  persist([150], { tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }] })
