import { explanationOf } from '../journal/explanation.ts'
import { journalOperations } from './api/journal-operations.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { withSession } from './with-session.ts'

const absence = (id: string, where: string, gone: number): string =>
  `There is no entry "${id}" in ${where}.${
    gone > 0
      ? ` ${gone} of its entries were dropped because the journal was full (--journal-bytes); this may have been one of them.`
      : ' An answer has the id of its entry in the header x-mock-entry; the entry is written when the exchange is over.'
  }`

/** `/journal/:entry/explain`, and the same below a session: what the decision of an exchange looked at. */
export const addExplainRoutes = (app: ControlApp, { sessions, journal }: ControlParts): void => {
  app.route({
    ...journalOperations.explain,
    handler: (request, reply) => {
      const { entry } = request.params
      const held = journal.find(entry)
      if (held) return explanationOf(held)
      const gone = sessions.all().reduce((sum, { id }) => sum + journal.evicted(id).entries, 0)
      return refuse(reply, 404, absence(entry, 'the journal', gone))
    },
  })

  app.route({
    ...journalOperations.explainOfSession,
    handler: (request, reply) =>
      withSession(sessions, request.params.id, reply, ({ id }) => {
        const { entry } = request.params
        const held = journal.find(entry)
        if (held?.entry.session === id) return explanationOf(held)
        if (held)
          return refuse(reply, 404, `The entry "${entry}" belongs to session "${held.entry.session}", not "${id}".`)
        return refuse(reply, 404, absence(entry, `the journal of session "${id}"`, journal.evicted(id).entries))
      }),
  })
}
