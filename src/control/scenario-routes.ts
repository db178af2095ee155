import { catalogue } from '../groq/errors.ts'
import type { Library, Shelved } from '../scenario/library.ts'
import { nowhere, readScenario } from '../scenario/read-scenario.ts'
import { type ControlApp, refuse } from './control-app.ts'

const listed = ({ name, origin, file, reading }: Shelved) => ({
  name,
  origin,
  file,
  about: reading.scenario?.about ?? null,
  ok: reading.scenario !== null,
})

/** `/scenarios`, `/check` and `/errors`: what can be chosen, and whether a text is a scenario. */
export const addScenarioRoutes = (app: ControlApp, { library }: { readonly library: Library }): void => {
  app.get('/scenarios', () => ({ scenarios: library.all().map(listed) }))

  app.get(
    '/scenarios/:name',
    { schema: { params: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } as const } },
    (request, reply) => {
      const shelved = library.shelved(request.params.name)
      if (!shelved) return refuse(reply, 404, library.unknown(request.params.name))
      return { ...listed(shelved), text: shelved.text, diagnostics: shelved.reading.diagnostics }
    },
  )

  app.post('/check', (request, reply) => {
    const text = request.body
    if (typeof text !== 'string' || text.trim() === '')
      return refuse(reply, 400, 'The body is empty; send the text of a scenario, as YAML or JSON.')
    const { scenario, diagnostics } = readScenario({ name: 'checked', file: 'scenario', text, place: nowhere })
    return { ok: scenario !== null, diagnostics }
  })

  app.get('/errors', () => ({ errors: catalogue }))
}
