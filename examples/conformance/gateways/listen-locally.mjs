// For a server that takes no address: it listens on 127.0.0.1 alone.
import { Server } from 'node:net'

const { listen } = Server.prototype
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest.filter(one => typeof one === 'function'))
}
