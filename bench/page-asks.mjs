import { setTimeout as sleep } from 'node:timers/promises'

/** What the console asks for when it opens, before it follows the journal. */
const AT_FIRST = ['/', '/console.js', '/console.css', '/sessions', '/errors', '/scenarios']
/** How often it asks while it is open. */
const SESSIONS_EVERY_MS = 2000
const VERDICT_EVERY_MS = 3000
const LAST_ID = /^id: (\S+)$/gm

/**
 * Asks a server what the console asks, from the moment somebody opens it until `close`: its files, what there is, the journal as a
 * stream of events, from behind the last one when it ends, the sessions now and then, and the verdict where its timeline is shown.
 * It draws nothing. `seen.entries` counts the entries that came.
 */
export const openPage = async (port, { view }) => {
  const over = new AbortController()
  const seen = { entries: 0, streams: 0 }
  const url = `http://127.0.0.1:${port}/__mock`
  const ask = async (path, accept = 'application/json') => {
    const answer = await fetch(url + path, { headers: { accept }, signal: over.signal })
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`)
    return answer
  }
  const read = async path => (await ask(path, path === '/' ? 'text/html' : undefined)).text()

  let last = null
  const followOnce = async () => {
    const { body } = await ask(`/sessions/default/journal${last === null ? '' : `?since=${last}`}`, 'text/event-stream')
    seen.streams += 1
    let rest = ''
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const text = rest + part
      const whole = text.lastIndexOf('\n\n') + 2
      for (const [, id] of text.slice(0, whole).matchAll(LAST_ID)) {
        last = id
        seen.entries += 1
      }
      rest = text.slice(whole)
    }
  }
  const isOver = () => over.signal.aborted
  const again = async (work, everyMs) => {
    while (!isOver()) {
      await work().catch(error => {
        if (!isOver()) throw error
      })
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => {})
    }
  }

  for (const path of AT_FIRST) await read(path)
  await read('/sessions/default/journal?before=latest&limit=500')
  let judged = null
  const judge = async () => {
    if (last === judged) return
    judged = last
    await read('/sessions/default/verdict')
  }
  const works = [again(followOnce, 250), again(() => read('/sessions'), SESSIONS_EVERY_MS)]
  if (view === 'timeline') works.push(again(judge, VERDICT_EVERY_MS))
  const ended = Promise.all(works)
  // what fails is told by whoever closes it
  ended.catch(() => {})
  return {
    seen,
    close: async () => {
      over.abort()
      await ended
    },
  }
}
