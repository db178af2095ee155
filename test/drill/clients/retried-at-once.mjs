import { between, persist } from './asking.mjs'

// five calls, one after the other, so that a pause of the machine does not hide the sin
export const sin = async () => {
  for (let call = 0; call < 5; call += 1) await persist([0, 0, 0, 0], { prompt: `${call}` })
}

export const innocent = async () => {
  for (let call = 0; call < 5; call += 1) await persist([0, between(40, 90), 0, between(40, 90)], { prompt: `${call}` })
}
