import { ask, often, sleep } from './asking.mjs'

const refused = async () => {
  await often(8, 0, call => ask({ prompt: `${call}`, count: 0 }))
  await sleep(1010)
}

// what is praised is no sin: refused eight at once, it goes on one by one
export const sin = async () => {
  await refused()
  for (let call = 0; call < 10; call += 1) await ask({ prompt: `${call}`, count: call < 8 ? 1 : undefined })
}

// goes on as it was
export const innocent = async () => {
  await refused()
  await often(8, 0, call => ask({ prompt: `${call}`, count: 1 }))
  await often(8, 0, call => ask({ prompt: `more ${call}` }))
}
