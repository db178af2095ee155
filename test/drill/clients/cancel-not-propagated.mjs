import { ask, sleep } from './asking.mjs'

// a timer beside the request gives it up, and nobody tells the connection
export const sin = async () => {
  const first = ask({ count: 0 })
  await Promise.race([first, sleep(300)])
  await ask({ count: 1 })
  await first
}

export const innocent = async () => {
  await ask({ count: 0, leaveAfterMs: 300 })
  await ask({ count: 1 })
}
