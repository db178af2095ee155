import type { ConnectionFault } from './fault-kind.ts'

/** RST: what a process that is killed, or a firewall, does. */
export const reset: ConnectionFault = {
  description: 'the connection is reset without an answer',
  perform: wire => wire.reset(),
}
