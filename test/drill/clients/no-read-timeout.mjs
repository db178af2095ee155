import { ask } from './asking.mjs'

const unanswered = async leaveAfterMs => {
  if ((await ask({ leaveAfterMs })).status === null) throw new Error(`no answer in ${leaveAfterMs} ms`)
}

// five times as long as the scenario expects
export const sin = () => unanswered(2500)

export const innocent = () => unanswered(600)
