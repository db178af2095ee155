import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import rpc from 'vscode-jsonrpc/node.js'

const server = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server')
const schema = fileURLToPath(new URL('../../../scenarios/scenario.schema.json', import.meta.url))

/** Where the caret is in a text. */
const CARET = '│'

// what an editor has by default, but for the catalogue of schemas that is fetched
const settings = {
  yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } },
  http: { proxyStrictSSL: true },
}

const plain = documentation => (typeof documentation === 'string' ? documentation : (documentation?.value ?? ''))

/** An editor without a window: it opens scenarios beside the schema, as the modeline says, and asks the language server. */
export const openEditor = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groq-mock-editor-'))
  cpSync(schema, join(folder, 'scenario.schema.json'))
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  )
  const told = new Map()
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? null))
  connection.onRequest('client/registerCapability', () => null)
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => told.get(uri)?.(diagnostics))
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        publishDiagnostics: {},
      },
    },
  })
  await connection.sendNotification('initialized', {})

  let count = 0
  /** Opens a scenario; resolves with where its caret was and with what is wrong in it. */
  const open = async marked => {
    count += 1
    const uri = pathToFileURL(join(folder, `scenario-${count}.yaml`)).href
    const before = marked.split(CARET)[0].split('\n')
    const position = { line: before.length - 1, character: before.at(-1).length }
    const diagnostics = new Promise(resolve => told.set(uri, resolve))
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: marked.replace(CARET, '') },
    })
    return { at: { textDocument: { uri }, position }, diagnostics: await diagnostics }
  }

  return {
    /** What is offered at the caret, by label: what is inserted, and what is said of it. */
    completions: async marked => {
      const { at } = await open(marked)
      const { items } = await connection.sendRequest('textDocument/completion', at)
      return new Map(
        items.map(({ label, textEdit, insertText, documentation }) => [
          label,
          { inserted: textEdit?.newText ?? insertText ?? label, said: plain(documentation) },
        ]),
      )
    },
    /** What is said of what stands at the caret. */
    hover: async marked => {
      const { at } = await open(marked)
      const hover = await connection.sendRequest('textDocument/hover', at)
      return plain(hover?.contents)
    },
    /** What is wrong: the line, from 1, and the sentence. */
    diagnostics: async text =>
      (await open(text)).diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
    close: async () => {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      await ended
      connection.dispose()
      rmSync(folder, { recursive: true })
    },
  }
}
