import { diagnosticsShape, IN_FORCE } from './scenario-shapes.ts'
import { byName, count, flag, list, named, number, object, orNull, text } from './shapes.ts'

/** How late the server was, as several answers show it. */
export const latenessShapes = {
  lateMs: number('How late the server was, in milliseconds: the 99th percentile of the delay of its event loop.'),
  lateMaxMs: number('The longest delay.'),
}

export const greetingShape = named('Greeting', 'What this is, and where to go.', {
  name: { const: 'groq-mock' },
  version: text('The version of groq-mock.'),
  about: text('What it is for.'),
  scenario: text('The scenario of requests that choose none.'),
  scenarios: count('How many scenarios can be chosen.'),
  baseUrl: text('The base URL for groq-sdk.'),
  openaiBaseUrl: text('The base URL for OpenAI SDKs.'),
  controlApi: text('Whether the control API is open, and how to open it.'),
  links: byName(text('A path.'), 'What else can be asked for, by name.'),
  documentation: text('Where it stands.'),
})

export const healthShape = named('Health', 'The server is alive.', {
  status: { const: 'ok' },
  version: text('The version of groq-mock.'),
})

export const readyShape = named(
  'Ready',
  'The server is ready to serve.',
  {
    ready: { const: true },
    version: text('The version of groq-mock.'),
    scenario: text('The scenario of requests that choose none.'),
    scenarios: count('How many scenarios can be chosen.'),
    sessions: count('How many sessions there are.'),
    ...latenessShapes,
    log: object({
      linesLost: count('Lines of the log that could not be written.'),
      trouble: orNull(text('What keeps lines from being written.'), 'Null for nothing.'),
    }),
    journalFile: object({
      entriesLost: count('Entries that could not be written.'),
      trouble: orNull(text('What keeps entries from being written.'), 'Null for nothing.'),
    }),
    reloads: list(
      object(
        {
          name: text('The scenario.'),
          ok: flag(IN_FORCE),
          deleted: flag('Whether its file was deleted.'),
          diagnostics: diagnosticsShape,
        },
        ['diagnostics'],
      ),
      'The last edit of each scenario since the start; with diagnostics for those who may use the control API.',
    ),
  },
  ['journalFile'],
)
