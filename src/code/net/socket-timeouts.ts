/**
 * The time-outs of sockets that libraries make for themselves, as mocks of HTTP do. Node.js has
 * timers of its own for them, which nothing else reaches.
 */
import net from 'node:net'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import { networkHere } from '../process.ts'

/** What is replaced of sockets; those that are connected in the world have their own. */
export const socketTimeouts = (): Replacement[] => [
  method(
    net.Socket.prototype,
    'setTimeout',
    real =>
      function setIdleTimeout(this: net.Socket, ms: number, onTimeout?: () => void): unknown {
        return networkHere() === null ? real.call(this, ms, onTimeout) : idle(this, ms, onTimeout)
      },
  ),
]

function idle(socket: net.Socket, ms: number, onTimeout?: () => void): net.Socket {
  // By this name Node.js restarts the timer whenever something comes or goes.
  const own = Object.getOwnPropertySymbols(socket).find(one => one.description === 'timeout')
  Reflect.set(socket, 'timeout', ms)
  if (own !== undefined) clearTimeout(Reflect.get(socket, own) as NodeJS.Timeout)
  if (onTimeout !== undefined) socket.off('timeout', onTimeout)
  if (ms <= 0) return socket
  if (onTimeout !== undefined) socket.once('timeout', onTimeout)
  const timer = setTimeout(() => socket.destroyed || socket.emit('timeout'), ms).unref()
  if (own !== undefined) Reflect.set(socket, own, timer)
  return socket
}
