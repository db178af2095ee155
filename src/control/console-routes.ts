import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import { consoleOperations } from './api/console-operations.ts'
import { type ConsoleFile, consoleFile, consoleFiles } from './console-files.ts'
import { type ControlApp, type ControlParts, refuse } from './control-app.ts'
import { pageRefusalOf } from './guard.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // a server that was updated must not be looked at through the page of the one before
  'cache-control': 'no-cache',
}

const send = (request: FastifyRequest, reply: FastifyReply, { bytes, type, etag }: ConsoleFile): FastifyReply => {
  reply.headers(HEADERS).header('etag', etag)
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(type).send(bytes)
}

const page = consoleFile('index.html', 'text/html; charset=utf-8')

/**
 * `/__mock/` for a browser: the console, a page that uses the control API. Its files have nothing to hide, so they come without a
 * token, which a browser could not send; what the page asks for does not.
 */
export const consolePage =
  (settings: Settings) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    // the page finds its files beside it
    if (!/^\/__mock\/(?:\?|$)/.test(request.url)) return reply.redirect('/__mock/')
    const refusal = pageRefusalOf(request.headers, settings)
    return refusal ? refuse(reply, refusal.status, refusal.message) : send(request, reply, page())
  }

/** The files of that page. */
export const addConsoleRoutes = (app: ControlApp, { settings }: Pick<ControlParts, 'settings'>): void => {
  app.addHook('onRequest', async (request, reply) => {
    const refusal = pageRefusalOf(request.headers, settings)
    if (refusal) return refuse(reply, refusal.status, refusal.message)
  })
  for (const [name, type] of consoleFiles) {
    const file = consoleFile(name, type)
    app.route({ ...consoleOperations[name], handler: (request, reply) => send(request, reply, file()) })
  }
}
