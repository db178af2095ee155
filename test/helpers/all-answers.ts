import type { Served } from './cli.ts'

const text = async (url: string, init: RequestInit = {}): Promise<string> => {
  const answer = await fetch(url, init)
  return `${[...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')}\n${await answer.text()}`
}

interface Listed {
  readonly sessions: readonly { readonly id: string }[]
}

interface Page {
  readonly entries: readonly { readonly id: string }[]
}

const of = (accept: string): RequestInit => ({ headers: { accept } })

/** What the routes of one session say: its journal in every form, each entry explained, what is missing, its limits. */
const ofSession = async (base: string, id: string): Promise<readonly string[]> => {
  const session = `${base}/sessions/${encodeURIComponent(id)}`
  const page = await text(`${session}/journal?limit=10000`)
  const { entries } = JSON.parse(page.slice(page.indexOf('\n{'))) as Page
  const from = `since=req_${'0'.repeat(26)}&limit=${Math.max(1, entries.length)}`
  const explained = await Promise.all(entries.map(({ id: entry }) => text(`${session}/journal/${entry}/explain`)))
  return [
    page,
    ...explained,
    await text(session),
    await text(`${session}/limits`),
    await text(`${session}/journal`, of('application/x-ndjson')),
    // it ends where it has as many events as there are entries
    ...(entries.length > 0 ? [await text(`${session}/journal?${from}`, of('text/event-stream'))] : []),
    await text(`${session}/verify`, { method: 'POST', body: '{"count": 100000}' }),
  ]
}

/** Everything that the control API says by itself, of every session, and of every scenario that was put. */
export const allAnswers = async ({ url }: Pick<Served, 'url'>): Promise<readonly string[]> => {
  const base = `${url}/__mock`
  const { sessions } = (await (await fetch(`${base}/sessions`)).json()) as Listed
  const { scenarios } = (await (await fetch(`${base}/scenarios`)).json()) as {
    readonly scenarios: readonly { readonly name: string; readonly origin: string }[]
  }
  const said: string[] = []
  for (const path of ['/health', '/ready', '/sessions', '/scenarios']) said.push(await text(base + path))
  for (const { name, origin } of scenarios)
    if (origin === 'control') said.push(await text(`${base}/scenarios/${encodeURIComponent(name)}`))
  for (const { id } of sessions) said.push(...(await ofSession(base, id)))
  return said
}
