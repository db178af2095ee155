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

/** The request without what it does not need of its head. */
const withoutLines = async (request, fails, untilMs) => {
  let kept = request
  for (const line of request.lines) {
    if (performance.now() > untilMs) return kept
    const tried = { ...kept, lines: kept.lines.filter(other => other !== line) }
    if (await fails(tried)) kept = tried
  }
  return kept
}

/** The shortest shot that fails as this one does, as far as there is time: its body and head, or its bytes where it is none of HTTP. */
export const shrink = async (shot, fails, forMs) => {
  const untilMs = performance.now() + forMs
  const { request } = shot
  if (request === null) {
    const test = bytes => fails({ ...shot, bytes, at: Math.min(shot.at, bytes.length) })
    return { ...shot, bytes: await withoutParts(shot.bytes, test, untilMs) }
  }
  const asShot = changed => ({ ...shot, bytes: encode(changed) })
  const withBody = body => {
    const lines = request.lines.map(([name, value]) => [name, name === 'Content-Length' ? body.length : value])
    return { ...request, lines, body }
  }
  // half of the time for each
  const body = await withoutParts(request.body, tried => fails(asShot(withBody(tried))), untilMs - forMs / 2)
  return asShot(await withoutLines(withBody(body), tried => fails(asShot(tried)), untilMs))
}
