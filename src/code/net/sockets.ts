/**
 * Sockets of a process: what a client makes with `node:net` is connected to whoever has that name
 * in the world, over the world's links.
 */
import net from 'node:net'
import tls from 'node:tls'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import { aPort, notCarried } from '../http/not-carried.ts'
import type { ProcessNetwork } from '../network.ts'
import { networkHere } from '../process.ts'
import { type Address, channelTo } from './channel.ts'
import { type Normalized, normalized } from './normalized.ts'
import { secure } from './secure.ts'
import { Wired } from './wired.ts'

/** Where to connect. Clients of HTTP say so, by the way. */
type Wanted = {
  readonly host?: string
  readonly port?: number | string
  readonly path?: string | null
  readonly socket?: net.Socket
  readonly protocol?: string
  readonly headers?: unknown
}

/** What is replaced of sockets. */
export const sockets = (): Replacement[] => [
  method(
    net.Socket.prototype,
    'connect',
    real =>
      function connect(this: net.Socket, ...args: unknown[]): unknown {
        const network = networkHere()
        if (network === null) return real.apply(this, args) as unknown
        const [wanted, done] = Array.isArray(args[0])
          ? (args[0] as Normalized<Wanted>)
          : normalized<Wanted>(args)
        if (done !== null) this.once('connect', done)
        wire(this, network, wanted, false)
        return this
      },
  ),
  method(tls, 'connect', real => (...args: unknown[]): unknown => {
    const network = networkHere()
    if (network === null) return real(...args) as unknown
    const [wanted, done] = normalized<Wanted>(args)
    const socket = wanted.socket ?? new net.Socket()
    if (done !== null) socket.once('secureConnect', done)
    secure(socket)
    if (wanted.socket !== undefined) process.nextTick(() => socket.emit('secureConnect'))
    else wire(socket, network, wanted, true)
    return socket
  }),
]

/** Connects a socket to whoever has that name. */
function wire(socket: net.Socket, network: ProcessNetwork, wanted: Wanted, isSecure: boolean) {
  const { path, protocol, headers } = wanted
  if (typeof path === 'string') notCarried('a socket of a file', network, aPort)
  const { host = 'localhost', port = 0 } = wanted
  const speaksHttp = headers !== undefined || /^https?:$/.test(protocol ?? '')
  const localPort = network.nextPort()
  const address: Address = { host, port: Number(port), localPort, isSecure, speaksHttp }
  const local = { name: network.process.desk.name, port: localPort }
  const wired = new Wired(socket, { local, remote: { name: host, port: address.port } })
  wired.connect(channelTo(network, address, wired), isSecure)
}
