// mockttp is a library: this is the smallest server of it that answers as its file says. `node mockttp.mjs FILE PORT`
import { readFileSync } from 'node:fs'
import { getLocal } from 'mockttp'

const [file, port] = process.argv.slice(2)
const { status, headers, text, wanted } = JSON.parse(readFileSync(file, 'utf8'))
const server = getLocal({ recordTraffic: false })
await server.start(Number(port))
const rule = server.forPost('/v1/chat/completions')
await (wanted ? rule.withHeaders(wanted) : rule).thenReply(status, text, headers)
