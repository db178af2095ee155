import type { FastifyReply, FastifyRequest } from 'fastify'
import { schemeOf } from '../tls/scheme-of.ts'
import { escaped } from '../verdict/forms/escaped.ts'
import { version } from '../version.ts'
import { consolePage } from './console-routes.ts'
import type { ControlApp, ControlParts } from './control-app.ts'
import { accessWords } from './guard.ts'
import { negotiated } from './negotiated.ts'

/** What whoever asks for no more than the server itself is told: what it is, and where to go. */
interface Greeting {
  readonly name: 'groq-mock'
  readonly version: string
  readonly about: string
  readonly scenario: string
  readonly scenarios: number
  /** For groq-sdk. */
  readonly baseUrl: string
  /** For OpenAI SDKs. */
  readonly openaiBaseUrl: string
  readonly controlApi: string
  readonly links: Readonly<Record<string, string>>
  readonly documentation: string
}

const PROBES = { health: '/__mock/health', ready: '/__mock/ready' }
const LOOKS = {
  scenarios: '/__mock/scenarios',
  errors: '/__mock/errors',
  sessions: '/__mock/sessions',
  journal: '/__mock/sessions/default/journal',
  verdict: '/__mock/sessions/default/verdict',
}

const greetingFor = ({ headers }: FastifyRequest, { settings, scenario, library }: ControlParts): Greeting => {
  const baseUrl = settings.advertise ?? `${schemeOf(settings)}://${headers.host ?? '<host>'}`
  return {
    name: 'groq-mock',
    version,
    about: 'A mock of the Groq API. Nothing here comes from a model; scenarios say which errors are injected.',
    scenario: scenario.name,
    scenarios: library.names().length,
    baseUrl,
    openaiBaseUrl: `${baseUrl}/openai/v1`,
    controlApi: accessWords(settings),
    links: settings.control ? { ...PROBES, ...LOOKS } : PROBES,
    documentation: 'README.md, scenarios/README.md and docs/ of the package; groq-mock --help',
  }
}

const pageOf = ({
  about,
  scenario,
  scenarios,
  baseUrl,
  openaiBaseUrl,
  links,
  ...rest
}: Greeting): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>groq-mock</title></head>
<body>
<h1>groq-mock ${rest.version}</h1>
<p>${about}</p>
<p>Scenario: <b>${escaped(scenario)}</b>, of ${scenarios}. Another one for a single client: <code>${escaped(baseUrl)}/scenario/NAME/openai/v1</code></p>
<pre>GROQ_BASE_URL=${escaped(baseUrl)}
OPENAI_BASE_URL=${escaped(openaiBaseUrl)}</pre>
<p>Control API: ${escaped(rest.controlApi)}</p>
<ul>
${Object.entries(links)
  .map(([name, path]) => `<li><a href="${path}">${name}</a></li>`)
  .join('\n')}
</ul>
<p>Documentation: ${rest.documentation}</p>
</body>
</html>
`

// a browser is to load nothing for it, whatever stands in its text
const SAFE = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

/**
 * Answers at the root of an app, to a browser with the console where there is one, else with a page, and to others with JSON; what
 * it says itself is no more than `/ready` says, and as open.
 */
export const addGreeting = (app: ControlApp, parts: ControlParts, schema: object = {}): void => {
  const { settings } = parts
  const page = settings.control ? consolePage(settings) : null
  const handler = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.header('vary', 'accept')
    const isBrowser = negotiated(request.headers.accept, ['application/json', 'text/html']) === 'text/html'
    if (isBrowser && page) return page(request, reply)
    const greeting = greetingFor(request, parts)
    reply.headers(SAFE)
    return isBrowser
      ? reply.type('text/html; charset=utf-8').send(pageOf(greeting))
      : reply.type('application/json; charset=utf-8').send(`${JSON.stringify(greeting, null, 2)}\n`)
  }
  app.route({ method: ['GET', 'HEAD'], url: '/', schema, handler })
}
