import { ask, persist, sleep } from './asking.mjs'

// the outage is over after a second
export const sin = () => persist([300, 12_500])

// as late, but something else was tried before
export const innocent = async () => {
  const late = persist([300, 12_500])
  await sleep(3000)
  await ask({ prompt: 'Is it over?' })
  await late
}
