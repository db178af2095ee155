import { catalogue } from '../groq/errors.ts'
import { isValidName } from '../scenario/files.ts'
import type { Origin, Shelved } from '../scenario/shelf.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { scenarioOperations as told } from './api/scenario-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { editedText } from './edited-text.ts'

const listed = ({ name, origin, file, reading }: Shelved) => ({
  name,
  origin,
  file: file && withoutSecrets(file),
  about: withoutSecrets(reading.scenario?.about ?? '') || null,
  ok: reading.scenario !== null,
})

const WHY_IT_STAYS: Readonly<Record<Exclude<Origin, 'control'>, string>> = {
  status: 'it is made for its status',
  shipped: 'it ships with groq-mock',
  file: 'it is read from a file: delete that file',
  inline: 'the server was started with it',
}

/** `/scenarios`, `/check` and `/errors`: what can be chosen, and whether a text is a scenario. */
export const addScenarioRoutes = (app: ControlApp, { library, given, reader }: ControlParts): void => {
  app.route({
    ...told.list,
    handler: async () => {
      const scenarios = []
      for (const shelved of library.all()) {
        // many are read only now
        scenarios.push(listed(shelved))
        await turnOfTheLoop()
      }
      return { scenarios }
    },
  })

  app.route({
    ...told.get,
    handler: async (request, reply) => {
      const shelved = library.shelved(request.params.name)
      if (!shelved) return refuse(reply, 404, library.unknown(request.params.name))
      const last = library.lastReload(request.params.name)
      const lastReload = last ? { ...last, file: last.file && withoutSecrets(last.file) } : null
      const shown = await reader.read({ kind: 'shown', text: shelved.text })
      if ('failure' in shown) return refuse(reply, 503, `The text of this scenario can't be shown: ${shown.failure}.`)
      const edited = last ? await editedText(last, reader) : null
      return { ...listed(shelved), text: shown.result, diagnostics: shelved.reading.diagnostics, lastReload, edited }
    },
  })

  app.route({
    ...told.put,
    handler: async (request, reply) => {
      const name = withoutSecrets(request.params.name)
      if (!isValidName(name))
        return refuse(
          reply,
          400,
          `"${name}" can't be the name of a scenario: use up to 100 letters, digits, dots, hyphens and underscores, and no dots alone.`,
        )
      if (typeof request.body !== 'string' || request.body.trim() === '')
        return refuse(reply, 400, 'The body is empty; send the text of a scenario, as YAML or JSON.')
      const put = await given.put(name, request.body)
      if ('refusal' in put) return refuse(reply, put.refusal.status, put.refusal.problem)
      return reply.code(put.ok ? 200 : 400).send({ name, ...put })
    },
  })

  app.route({
    ...told.delete,
    handler: async (request, reply) => {
      const name = withoutSecrets(request.params.name)
      await library.turns.over(name)
      const shelved = library.shelved(name)
      if (!shelved) return refuse(reply, 404, library.unknown(name))
      if (shelved.origin === 'control') {
        given.delete(name)
        return reply.code(204).send()
      }
      return refuse(
        reply,
        409,
        `Scenario "${name}" can't be deleted here, ${WHY_IT_STAYS[shelved.origin]}. Only what was put by PUT /__mock/scenarios/${name} can.`,
      )
    },
  })

  app.route({
    ...told.check,
    handler: async (request, reply) => {
      const text = request.body
      if (typeof text !== 'string' || text.trim() === '')
        return refuse(reply, 400, 'The body is empty; send the text of a scenario, as YAML or JSON.')
      const done = await reader.read({ kind: 'scenario', file: 'scenario', text, beside: null })
      if ('failure' in done) return refuse(reply, 503, `The scenario was not checked: ${done.failure}.`)
      const { raw, diagnostics } = done.result.looked
      return { ok: raw !== null, diagnostics }
    },
  })

  app.route({ ...told.errors, handler: () => ({ errors: catalogue }) })
}
