import { encode } from './shots.mjs'

/** Leaves out what is not needed, larger parts first, for as long as `fails` holds; stops at `untilMs`. */
const withoutParts = async (whole, fails, untilMs) => {
  let [kept, size] = [whole, Math.ceil(whole.length / 2)]
  while (size >= 1 && performance.now() < untilMs) {
    let smaller = false
    for (let at = 0; at < kept.length && performance.now() < untilMs; ) {
      const tried = Buffer.concat([kept.subarray(0, at), kept.subarray(at + size)])
      if (await fails(tried)) {
        kept = tried
        smaller = true
      } else at += size
    }
    if (!smaller || size > kept.length) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return kept
}

/** The shortest shot that fails as this one does, as far as there is time: its body first, or its bytes where it is none of HTTP. */
export const shrink = async (shot, fails, forMs) => {
  const untilMs = performance.now() + forMs
  const { request } = shot
  if (request === null) {
    const bytes = await withoutParts(
      shot.bytes,
      bytes => fails({ ...shot, bytes, at: Math.min(shot.at, bytes.length) }),
      untilMs,
    )
    return { ...shot, bytes }
  }
  const withBody = body => {
    const lines = request.lines.map(([name, value]) => [name, name === 'Content-Length' ? body.length : value])
    return { ...shot, bytes: encode({ ...request, lines, body }) }
  }
  return withBody(await withoutParts(request.body, body => fails(withBody(body)), untilMs))
}
