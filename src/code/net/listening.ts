/** Servers that listen in a process: they have a port there, and no socket of the machine. */
import net from 'node:net'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import type { ProcessNetwork } from '../network.ts'
import { aPort, notCarried } from '../http/not-carried.ts'
import { networkHere } from '../process.ts'
import { normalized } from './normalized.ts'
import { listensAt } from './ports.ts'

/** Where to listen. */
type Wanted = { readonly port?: number | string; readonly path?: string | null }

/** Servers get a port that was not asked for from here on. */
const FIRST_FREE_PORT = 30_000

/** What is replaced of servers. */
export const listening = (): Replacement[] => [
  method(
    net.Server.prototype,
    'listen',
    real =>
      function listen(this: net.Server, ...args: unknown[]): unknown {
        const network = networkHere()
        return network === null
          ? (real.apply(this, args) as unknown)
          : listenIn(network, this, args)
      },
  ),
]

function listenIn(network: ProcessNetwork, server: net.Server, args: unknown[]): net.Server {
  const [{ port: wanted, path }, done] = normalized<Wanted>(args)
  if (typeof path === 'string') notCarried('a socket of a file', network, aPort)
  if (!isPort(wanted ?? 0)) throw badPort(wanted)
  const port = Number(wanted ?? 0) || freePort(network)
  if (done !== null) server.once('listening', done)
  if (network.listeners.has(port)) {
    process.nextTick(() => server.emit('error', inUse(port)))
    return server
  }
  network.listeners.set(port, server)
  listensAt(network.process.replica.component, port, server)
  Reflect.set(server, '_handle', handleOf(network, port))
  process.nextTick(() => Reflect.get(server, '_handle') !== null && server.emit('listening'))
  return server
}

function freePort({ listeners }: ProcessNetwork): number {
  let port = FIRST_FREE_PORT
  while (listeners.has(port)) port++
  return port
}

/** What stands where the handle of the machine's socket would. */
const handleOf = (network: ProcessNetwork, port: number): object => ({
  close: (closed?: () => void) => {
    network.listeners.delete(port)
    if (closed !== undefined) process.nextTick(closed)
  },
  getsockname: (into: { address?: string; port?: number; family?: string }) => {
    Object.assign(into, { address: '0.0.0.0', port, family: 'IPv4' })
    return 0
  },
  ref: () => {},
  unref: () => {},
  hasRef: () => true,
})

const isPort = (wanted: unknown): boolean => {
  const port = Number(wanted)
  return Number.isInteger(port) && port >= 0 && port < 65_536
}

const badPort = (wanted: unknown): Error =>
  Object.assign(
    new RangeError(`options.port should be >= 0 and < 65536. Received ${String(wanted)}.`),
    { code: 'ERR_SOCKET_BAD_PORT' },
  )

const inUse = (port: number): Error =>
  Object.assign(new Error(`listen EADDRINUSE: address already in use :::${port}`), {
    code: 'EADDRINUSE',
    syscall: 'listen',
    port,
  })
