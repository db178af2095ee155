import { Agent } from 'node:http'
import { ask } from './asking.mjs'

const inTurn = async agentOf => {
  for (let call = 0; call < 25; call += 1) await ask({ prompt: `${call}`, agent: agentOf() })
}

// a client made anew for each call
export const sin = () => inTurn(() => new Agent())

const one = new Agent({ keepAlive: true })
export const innocent = () => inTurn(() => one)
