import type { ConnectionFault } from './fault-kind.ts'

/** Silence until the client goes or the server stops. */
export const hang: ConnectionFault = {
  description: 'silence until the client leaves',
  perform: async wire => {
    await wire.sleep(Infinity)
    await wire.close()
  },
}
