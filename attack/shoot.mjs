import { connect } from 'node:net'

const LONGEST_MS = 2000
const MOST_BYTES = 1024 * 1024
const BUG = 'x-mock-bug: true'

/**
 * Sends a shot over a connection of its own, in its way: `whole`, in `pieces`, `half` closed behind it, or `leave` after a while,
 * `cut` short or `reset`. Gives what came: whether the mock said that it has a bug, and how much.
 */
export const shoot = (port, { bytes, way, afterMs = 0, at = 0, longestMs = LONGEST_MS }) =>
  new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: way === 'half' })
    let [received, tail, isBug, isOver] = [0, '', false, false]
    const timers = []
    const later = (ms, act) => timers.push(setTimeout(act, ms))
    const over = how => {
      if (isOver) return
      isOver = true
      for (const timer of timers) clearTimeout(timer)
      if (!socket.destroyed) socket.destroy()
      resolve({ isBug, received, how })
    }
    later(longestMs, () => over('nothing more came'))
    socket.on('error', ({ code }) => over(code))
    socket.on('close', () => over('closed'))
    socket.on('end', () => over('ended'))
    socket.on('data', chunk => {
      received += chunk.length
      // over the edge of two chunks as well
      tail = tail.slice(-BUG.length) + chunk.toString('latin1')
      isBug ||= tail.includes(BUG)
      if (received > MOST_BYTES) over('enough')
    })
    socket.on('connect', () => {
      const [first, second] = [bytes.subarray(0, at), bytes.subarray(at)]
      if (way === 'whole') socket.write(bytes)
      else if (way === 'half') socket.end(bytes)
      else if (way === 'pieces') {
        socket.write(first)
        later(afterMs, () => socket.write(second))
      } else if (way === 'cut') socket.write(first, () => later(afterMs, () => over('cut')))
      else if (way === 'leave') socket.write(bytes, () => later(afterMs, () => over('left')))
      else socket.write(bytes, () => later(afterMs, () => socket.resetAndDestroy()))
    })
  })
