import { ask, persist, sleep } from './asking.mjs'

// makes the key where it makes the request
export const sin = async () => {
  await ask({ count: 0, key: 'key-one' })
  await sleep(400)
  await ask({ count: 1, key: 'key-two' })
}

export const innocent = () => persist([400], { key: 'key-one' })
