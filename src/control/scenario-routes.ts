import { catalogue } from '../groq/errors.ts'
import { isValidName } from '../scenario/files.ts'
import type { Library } from '../scenario/library.ts'
import { nowhere, readScenario } from '../scenario/read-scenario.ts'
import type { Shelved } from '../scenario/shelf.ts'
import { shownText } from '../scenario/shown-text.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { type ControlApp, refuse } from './control-app.ts'

const params = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } as const

const listed = ({ name, origin, file, reading }: Shelved) => ({
  name,
  origin,
  file: file && withoutSecrets(file),
  about: withoutSecrets(reading.scenario?.about ?? '') || null,
  ok: reading.scenario !== null,
})

/** `/scenarios`, `/check` and `/errors`: what can be chosen, and whether a text is a scenario. */
export const addScenarioRoutes = (app: ControlApp, { library }: { readonly library: Library }): void => {
  app.get('/scenarios', () => ({ scenarios: library.all().map(listed) }))

  app.get('/scenarios/:name', { schema: { params } }, (request, reply) => {
    const shelved = library.shelved(request.params.name)
    if (!shelved) return refuse(reply, 404, library.unknown(request.params.name))
    const last = library.lastReload(request.params.name)
    const lastReload = last ? { ...last, file: last.file && withoutSecrets(last.file) } : null
    return { ...listed(shelved), text: shownText(shelved.text), diagnostics: shelved.reading.diagnostics, lastReload }
  })

  app.put('/scenarios/:name', { schema: { params } }, (request, reply) => {
    const { name } = request.params
    if (!isValidName(name))
      return refuse(
        reply,
        400,
        `"${name}" can't be the name of a scenario: use up to 100 letters, digits, dots, hyphens and underscores.`,
      )
    if (typeof request.body !== 'string' || request.body.trim() === '')
      return refuse(reply, 400, 'The body is empty; send the text of a scenario, as YAML or JSON.')
    const { name: put, ok, diagnostics } = library.put(name, request.body)
    return reply.code(ok ? 200 : 400).send({ name: put, ok, diagnostics })
  })

  app.post('/check', (request, reply) => {
    const text = request.body
    if (typeof text !== 'string' || text.trim() === '')
      return refuse(reply, 400, 'The body is empty; send the text of a scenario, as YAML or JSON.')
    const { scenario, diagnostics } = readScenario({ name: 'checked', file: 'scenario', text, place: nowhere })
    return { ok: scenario !== null, diagnostics }
  })

  app.get('/errors', () => ({ errors: catalogue }))
}
