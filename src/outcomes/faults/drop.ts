import type { ConnectionFault } from './fault-kind.ts'

/** FIN without a byte: what a crashing proxy does. */
export const drop: ConnectionFault = {
  description: 'the connection is closed without an answer',
  perform: wire => wire.close(),
}
