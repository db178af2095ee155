import { between, persist, sleep } from './asking.mjs'

const quick = () => [between(60, 120), between(120, 240)]

// three tries of an SDK, and around them a loop that asks the SDK three times
export const sin = async () => {
  for (let round = 1; round <= 3; round += 1) {
    if (round > 1) await sleep(between(2900, 3100))
    await persist(quick()).catch(() => {})
  }
  throw new Error('three times three attempts failed')
}

// two tests of a suite that ask the same
export const innocent = async () => {
  await persist(quick()).catch(() => {})
  await sleep(between(2900, 3100))
  await persist(quick())
}
