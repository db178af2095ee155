import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { version } from '../version.ts'
import { shownUrl, withoutSecrets } from '../without-secrets.ts'
import { addDescriptionRoute } from './api/description-route.ts'
import { probeOperations } from './api/probe-operations.ts'
import { compileOnce } from './compile-once.ts'
import { addConsoleRoutes } from './console-routes.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { addGreeting } from './greeting.ts'
import { refusalOf } from './guard.ts'
import { addInjectionRoutes } from './injection-routes.ts'
import { addJournalRoutes } from './journal-routes.ts'
import { addLimitRoutes } from './limit-routes.ts'
import { addMetricsRoute } from './metrics/metrics-route.ts'
import { addScenarioRoutes } from './scenario-routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { shownLateness } from './shown-lateness.ts'
import { addVerdictRoutes } from './verdict-routes.ts'

const MAX_BODY_BYTES = 5 * 1024 ** 2

interface ControlError extends Error {
  readonly statusCode?: number
  readonly code?: string
}

const sentenceOf = ({ code, message }: ControlError): string => {
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return 'The body must be application/json or, for a scenario, YAML (application/yaml, text/yaml or text/plain).'
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `The body is larger than ${MAX_BODY_BYTES} bytes.`
  return message
}

const unreadable: Error = Object.assign(new Error('unreadable'), {
  code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
  statusCode: 415,
})

const addParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  // scenarios come as YAML or JSON and are read with line and column by one reader, so bodies stay text here
  app.addContentTypeParser(
    /^(?:application|text)\/(?:json|x-yaml|yaml|plain)\b/,
    { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  )
  // `curl -X POST -d ''` names a content type although it sends no body
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    body === '' ? done(null, undefined) : done(unreadable),
  )
}

const addProbes = (app: ControlApp, parts: ControlParts): void => {
  const { library, scenario, sessions, settings, logState, journalFile, lateness } = parts
  app.route({
    ...probeOperations.health,
    method: ['GET', 'HEAD'],
    handler: () => ({ status: 'ok', version }),
  })
  const reloads = (withDiagnostics: boolean) =>
    library.reloads().map(({ name, ok, diagnostics, deleted }) => ({
      name,
      ok,
      deleted: deleted !== null,
      ...(withDiagnostics ? { diagnostics } : {}),
    }))
  const ready = ({ headers }: Pick<FastifyRequest, 'headers'>) => ({
    ready: true,
    version,
    scenario: scenario.name,
    scenarios: library.names().length,
    sessions: sessions.all().length,
    ...shownLateness(lateness.recent),
    log: { linesLost: logState.linesLost, trouble: logState.trouble },
    ...(journalFile === null ? {} : { journalFile: journalFile.state }),
    // what stands in files, and where they are, is for those who may use the control API
    reloads: reloads(settings.control && refusalOf(headers, settings) === null),
  })
  app.route({ ...probeOperations.ready, method: ['GET', 'HEAD'], handler: ready })
}

/** The control API under `/__mock`: what tests and the command line ask and reset. It never acts on a request. */
export const addControlRoutes = async (root: FastifyInstance, parts: ControlParts): Promise<void> => {
  const app = root.withTypeProvider<TypeBoxTypeProvider>()
  addParsers(app)
  app.setValidatorCompiler(compileOnce)
  // schemas of answers are there to be read, not to shorten what is answered
  app.setSerializerCompiler(() => JSON.stringify)
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, `The control API has no ${request.method} ${shownUrl(request.url)}.`),
  )
  app.setErrorHandler<ControlError>((error, request, reply) => {
    const { statusCode } = error
    if (statusCode !== undefined && statusCode < 500) return refuse(reply, statusCode, sentenceOf(error))
    const bug = `a bug in groq-mock (control): ${error.message}`
    parts.log.error(
      { err: error },
      withoutSecrets(`${bug}; it was asked for ${request.method} ${shownUrl(request.url)}`),
    )
    return refuse(reply, 500, `${bug}; the log has the stack`)
  })
  addProbes(app, parts)
  addGreeting(app, parts, probeOperations.greeting.schema)
  if (!parts.settings.control) return

  await app.register(async pages => addConsoleRoutes(pages.withTypeProvider<TypeBoxTypeProvider>(), parts))
  await app.register(async guarded => {
    guarded.addHook('onRequest', async (request, reply) => {
      const refusal = refusalOf(request.headers, parts.settings)
      if (refusal) return refuse(reply, refusal.status, refusal.message)
    })
    addScenarioRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addSessionRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addInjectionRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addLimitRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addJournalRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addMetricsRoute(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
    addDescriptionRoute(guarded.withTypeProvider<TypeBoxTypeProvider>())
    addVerdictRoutes(guarded.withTypeProvider<TypeBoxTypeProvider>(), parts)
  })
}
