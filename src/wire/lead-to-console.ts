import type { RequestListener } from 'node:http'

/** Leads a browser from the address of the server to its page. */
export const leadToConsole: RequestListener = (_request, response) => {
  response.writeHead(302, { location: '/__mock/', vary: 'accept', 'content-length': '0' }).end()
}
