import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createGroq } from '@ai-sdk/groq'
import { ChatGroq } from '@langchain/groq'
import { generateText, streamText } from 'ai'
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import { parse } from 'yaml'
import { startMock } from '../../../dist/index.js'
import { entriesOnce } from './mock.mjs'

/*
 * What clients make of each fault: the second table of docs/faults.md. `npm run docs:faults` prints it anew; here it is
 * held against what the clients do today.
 */
const page = new URL('../../../docs/faults.md', import.meta.url)
const TABLE = /(?<=<!-- clients -->\n)[\s\S]*?(?=<!-- \/clients -->)/
const cases = JSON.parse(readFileSync(new URL('../../faults/cases.json', import.meta.url), 'utf8'))

/** A caller that has waited so long for an answer, or for the next part of it, leaves. */
const PATIENCE_MS = 20_000
/** How long a client waits for one that never comes; else none must run out of time, however busy the machine is. */
const HANG_MS = 1500
const timeoutOf = rule => (rule === 'fault: hang' ? HANG_MS : 3_600_000)
/** A few at a time, so that waits do not add up. */
const AT_ONCE = 10
/** One that does not think aloud: thoughts are not shown by every client. */
const MODEL = 'allam-2-7b'
const messages = [{ role: 'user', content: 'Hello' }]
const asked = { model: MODEL, messages, max_completion_tokens: 24 }

const stainless = (Client, baseOf) => {
  const client = (mock, timeout) => new Client({ baseURL: baseOf(mock), apiKey: 'k', timeout })
  return {
    whole: async (mock, signal, timeout) => {
      const { choices } = await client(mock, timeout).chat.completions.create(asked, { signal })
      return { text: choices?.[0]?.message.content, finish: choices?.[0]?.finish_reason }
    },
    streamed: async (mock, signal, timeout) => {
      let [text, finish] = ['', null]
      for await (const { choices } of await client(mock, timeout).chat.completions.create(
        { ...asked, stream: true },
        { signal },
      )) {
        text += choices[0]?.delta.content ?? ''
        finish = choices[0]?.finish_reason ?? finish
      }
      return { text, finish }
    },
  }
}

const vercel = {
  asking: (mock, abortSignal) => ({
    model: createGroq({ baseURL: `${mock.url}/openai/v1`, apiKey: 'k' })(MODEL),
    prompt: 'Hello',
    maxOutputTokens: 24,
    abortSignal,
  }),
  whole: async (mock, signal) => {
    const { text, finishReason } = await generateText(vercel.asking(mock, signal))
    return { text, finish: finishReason }
  },
  streamed: async (mock, signal) => {
    let [text, finish, failed] = ['', null, null]
    for await (const part of streamText({ ...vercel.asking(mock, signal), onError: () => {} }).fullStream) {
      if (part.type === 'text-delta') text += part.text
      if (part.type === 'finish') finish = part.finishReason
      if (part.type === 'error') failed ??= part.error
    }
    signal.throwIfAborted()
    if (failed) throw failed
    return { text, finish }
  },
}

const langchain = {
  model: (mock, timeout) =>
    new ChatGroq({ baseUrl: mock.url, apiKey: 'k', model: MODEL, maxTokens: 24, maxRetries: 2, timeout }),
  whole: async (mock, signal, timeout) => {
    const { text, response_metadata } = await langchain.model(mock, timeout).invoke('Hello', { signal })
    return { text, finish: response_metadata.finish_reason }
  },
  streamed: async (mock, signal, timeout) => {
    let [text, finish] = ['', null]
    for await (const chunk of await langchain.model(mock, timeout).stream('Hello', { signal })) {
      text += chunk.text
      finish = chunk.response_metadata.finish_reason ?? finish
    }
    return { text, finish }
  },
}

const clients = {
  'groq-sdk': stainless(Groq, ({ url }) => url),
  openai: stainless(OpenAI, ({ url }) => `${url}/openai/v1`),
  ai: vercel,
  LangChain: langchain,
}

const nameOf = error => {
  const { name } = error.constructor
  if (name === 'Object') return 'a plain object'
  const own = /^AI_/.test(error.name) ? error.name : name
  if (error.lastError) return `${own} of ${error.lastError.name}`
  return own === 'TypeError' ? `TypeError "${error.message}"` : own
}

/** `groq-sdk 1.6.0`: which version of a package was asked. */
const versioned = (name, packageName) => {
  const resolved = import.meta.resolve(packageName)
  const root = resolved.slice(0, resolved.lastIndexOf(`/node_modules/${packageName}/`))
  const { version } = JSON.parse(readFileSync(new URL(`${root}/node_modules/${packageName}/package.json`), 'utf8'))
  return `${name} ${version}`
}

/** How many requests the rule has matched. */
const matchedIn = async mock => {
  const { rules } = await (await fetch(`${mock.url}/__mock/sessions/default`)).json()
  return rules[0].matched
}

/** One client, one fault: what its caller gets. */
const surfaced = async (client, rule, answer, usual) => {
  const mock = await startMock({
    port: 0,
    scenario: { about: 'One fault.', rules: [{ name: 'fault', match: { method: 'POST' }, ...parse(rule) }] },
  })
  const leave = new AbortController()
  const patience = setTimeout(PATIENCE_MS, 'waited', { ref: false })
  const got = client[answer === 'whole' ? 'whole' : 'streamed'](mock, leave.signal, timeoutOf(rule)).then(
    value => ({ value }),
    error => ({ error }),
  )
  const first = await Promise.race([got, patience])
  leave.abort()
  if (first !== 'waited') await got
  // what was asked is over when all that the rule has matched is in the journal
  const entries = await entriesOnce(mock, 'default', async ({ length }) => length === (await matchedIn(mock)))
  await mock.close()
  const tries = entries.length === 1 ? '' : `, ${entries.length} attempts`
  if (first === 'waited') return `waits on and on${tries}`
  if (first.error) return `${nameOf(first.error)}${tries}`
  if (usual === null) return first.value
  const { text, finish } = first.value
  const same = text === usual.text && finish === usual.finish
  if (same) return `success${tries}`
  const what = text === usual.text ? 'no finish reason' : text.length > usual.text.length ? 'more text' : 'less text'
  return `**silent**: ${what}${finish === usual.finish || what === 'no finish reason' ? '' : ', no finish reason'}${tries}`
}

const rowOf = async ({ rule, answers }, usual) =>
  Promise.all(
    answers.map(async answer => {
      const cells = await Promise.all(
        Object.entries(clients).map(([name, client]) => surfaced(client, rule, answer, usual[name][answer])),
      )
      return `| \`${rule}\` | ${answer} | ${cells.join(' | ')} |`
    }),
  )

test('clients make of each fault what docs/faults.md says', { timeout: 280_000 }, async () => {
  const usual = {}
  for (const [name, client] of Object.entries(clients))
    usual[name] = {
      whole: await surfaced(client, 'delay: 1ms', 'whole', null),
      stream: await surfaced(client, 'delay: 1ms', 'stream', null),
    }
  const rows = []
  for (let i = 0; i < cases.length; i += AT_ONCE)
    rows.push(...(await Promise.all(cases.slice(i, i + AT_ONCE).map(one => rowOf(one, usual)))).flat())
  const names = Object.entries({
    'groq-sdk': 'groq-sdk',
    openai: 'openai',
    ai: 'ai',
    LangChain: '@langchain/groq',
  }).map(([name, packageName]) => versioned(name, packageName))
  const table = `${[`| fault | answer | ${names.join(' | ')} |`, `|${'---|'.repeat(names.length + 2)}`, ...rows].join('\n')}\n`
  const text = readFileSync(page, 'utf8')
  if (process.env.PRINT_FAULTS)
    writeFileSync(
      page,
      text.replace(TABLE, () => table),
    )
  else assert.equal(TABLE.exec(text)[0], table)
})
