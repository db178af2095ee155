import type { IncomingMessage } from 'node:http'

/** Whether somebody opens the address of the server in a browser: no SDK asks so. */
export const asksForPage = ({ method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean =>
  url === '/' && method === 'GET' && /\btext\/html\b/i.test(headers.accept ?? '')
