import { once } from 'node:events'
import { createServer } from 'node:net'

// below what systems give to whoever asks for any port, so that nobody is given it meanwhile
const [FIRST, MANY] = [15_000, 15_000]

/** A port that is free, and that the system gives to nobody by itself. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * MANY)
    const server = createServer()
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
