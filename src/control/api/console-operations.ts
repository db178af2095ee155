import { forms, nothing, operation, refusal } from './operation.ts'
import { text } from './shapes.ts'

const fileOf = <const Name extends string>(name: Name, operationId: string, type: string, what: string) =>
  operation({
    method: 'GET',
    url: `/${name}`,
    operationId,
    tags: ['server'],
    summary: `${what} of the console, for browsers; asks for no token.`,
    response: {
      200: forms('The file.', { [type]: text('The file.') }),
      304: nothing('It is the one that the browser has.'),
      401: refusal('The control API is closed; the message says how it is opened.'),
      403: refusal('The host or the origin is not that of this server.'),
    },
  })

/** What the files of the console say of themselves. */
export const consoleOperations = {
  'console.js': fileOf('console.js', 'getConsoleScript', 'text/javascript', 'The script'),
  'console.css': fileOf('console.css', 'getConsoleStyle', 'text/css', 'The style'),
}
