// What tap needs of async-hook-domain, by AsyncLocalStorage. The package hooks the end of every promise, which took a
// fifth to a quarter of the CPU time of suites that serve requests.
import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage()
let open = 0

/** The innermost domain around here that is not over. */
const around = () => {
  let domain = current.getStore()
  while (domain?.isOver) domain = domain.parent
  return domain
}

const onUncaught = (error, origin) => {
  // whoever else listens has taken charge
  if (process.listenerCount('uncaughtException') > 1) return
  const domain = around()
  if (domain === undefined) throw error
  try {
    domain.onerror(error, origin)
  } catch (worse) {
    domain.destroy()
    onUncaught(worse, origin)
  }
}

export class Domain {
  isOver = false
  parent = around()

  constructor(onerror) {
    this.onerror = onerror
    if (open++ === 0) process.on('uncaughtException', onUncaught)
    current.enterWith(this)
  }

  destroy() {
    if (this.isOver) return
    this.isOver = true
    if (--open === 0) process.off('uncaughtException', onUncaught)
  }
}
