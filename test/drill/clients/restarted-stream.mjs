import { ask, eventsOf, persist, sleep } from './asking.mjs'

const show = answer => {
  for (const data of eventsOf(answer)) process.stdout.write(data)
}

// shows what came, and then all of it again
export const sin = async () => {
  show(await ask({ stream: true, count: 0 }))
  await sleep(400)
  show(await ask({ stream: true, count: 1 }))
}

// here nothing had come
export const innocent = async () => show(await persist([400], { stream: true }))
