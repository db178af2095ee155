import type { ClientOrder } from '../drill/run-client.ts'
import { UsageError } from '../usage-error.ts'

/** The command that stands behind two hyphens. Throws `UsageError` where there is none; `what` is what it starts. */
export const clientCommand = (
  args: readonly string[],
  command: string,
  what: string,
  example: string,
): ClientOrder['command'] => {
  const at = args.indexOf('--')
  const [file, ...rest] = at === -1 ? [] : args.slice(at + 1)
  if (file === undefined || file === '')
    throw new UsageError(`${command} needs the command that starts your ${what}, behind two hyphens: ${example}.`)
  return [file, ...rest]
}
