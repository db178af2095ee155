import type { FastifyRequest } from 'fastify'
import { readGivenId } from '../session/session-id.ts'
import { schemeOf } from '../tls/scheme-of.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { ControlParts } from './control-app.ts'

/** Where clients of a session send their requests. */
export interface BaseUrls {
  /** For groq-sdk. */
  readonly baseUrl: string
  /** For OpenAI SDKs. */
  readonly openaiBaseUrl: string
}

/** The base URLs of a session that was made by API: at the address that the server advertises, else at the one that it was asked at. */
export const baseUrlsOf = (
  id: string,
  { headers }: Pick<FastifyRequest, 'headers'>,
  { sessions, settings }: Pick<ControlParts, 'sessions' | 'settings'>,
): BaseUrls => {
  // an id that says by itself who gave it out needs no mark
  const name = readGivenId(id) ? id : `${id}~${sessions.gone.mark}`
  const baseUrl = withoutSecrets(`${settings.advertise ?? `${schemeOf(settings)}://${headers.host}`}/session/${name}`)
  return { baseUrl, openaiBaseUrl: `${baseUrl}/openai/v1` }
}
