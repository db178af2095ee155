import { ask, sleep } from './asking.mjs'

const again = async waitMs => {
  if ((await ask()).status !== null) return
  await sleep(waitMs)
  await ask()
}

// as Java's HttpURLConnection does
export const sin = () => again(1)

export const innocent = () => again(400)
