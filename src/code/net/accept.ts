/** Hands a connection to a server of a process, as the machine would. */
import type net from 'node:net'
import tls from 'node:tls'
import type { Duplex } from 'node:stream'
import { secure } from './secure.ts'

/** Hands it over; what would be said of TLS has been said. */
export function accept(server: net.Server, socket: Duplex): void {
  if (!(server instanceof tls.Server)) return void server.emit('connection', socket)
  secure(socket)
  server.emit('secureConnection', socket)
}

/** One more connection of a server, which is closed when the last one is. */
export function counted(server: net.Server): () => void {
  const add = (by: number): void => {
    const count = Number(Reflect.get(server, '_connections')) + by
    Reflect.set(server, '_connections', count)
  }
  add(1)
  return () => {
    add(-1)
    ;(Reflect.get(server, '_emitCloseIfDrained') as () => void).call(server)
  }
}
