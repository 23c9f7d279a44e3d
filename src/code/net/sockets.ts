/**
 * Sockets of a process: what a client makes with `node:net` is connected to whoever has that name
 * in the world, over the world's links.
 */
import net from 'node:net'
import tls from 'node:tls'
import dns from 'node:dns'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import { unresolved } from '../http/network-errors.ts'
import type { ProcessNetwork } from '../network.ts'
import { networkHere } from '../process.ts'
import { type Channel, channelTo } from './channel.ts'
import { type Normalized, normalized } from './normalized.ts'

/** Where to connect. */
type Wanted = {
  readonly host?: string
  readonly port?: number | string
  readonly path?: string
  readonly socket?: net.Socket
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
        new Wired(this, network, wanted, false).open()
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
    else new Wired(socket, network, wanted, true).open()
    return socket
  }),
  method(dns, 'lookup', real => (...args: unknown[]): unknown => {
    const network = networkHere()
    return network === null ? (real(...args) as unknown) : lookUp(network, args)
  }),
  method(dns.promises, 'lookup', real => (name: string, options: Options = {}): unknown => {
    const network = networkHere()
    return network === null ? (real(name, options) as unknown) : lookedUp(network, name, options)
  }),
]

type Done = (error?: Error | null) => void

/** What of a socket stands on its channel, in place of the machine's. */
class Wired {
  readonly #socket: net.Socket
  readonly #channel: Channel
  readonly #isSecure: boolean
  #timer: NodeJS.Timeout | undefined
  #whenConnected: (() => void)[] = []
  #isConnecting = true

  constructor(socket: net.Socket, network: ProcessNetwork, wanted: Wanted, isSecure: boolean) {
    const { host = 'localhost', port = 0 } = wanted
    this.#socket = socket
    this.#isSecure = isSecure
    this.#channel = channelTo(
      network,
      { host, port: Number(port), isSecure },
      {
        connected: () => this.#connected(),
        received: bytes => this.#received(bytes),
        ended: () => socket.push(null),
        failed: error => socket.destroy(error),
      },
    )
    this.#take({ local: network.process.desk.name, remote: host, port: Number(port) })
  }

  open(): void {
    this.#channel.open()
  }

  #connected(): void {
    const socket = this.#socket
    if (socket.destroyed) return
    this.#isConnecting = false
    Reflect.set(socket, 'connecting', false)
    for (const waiting of this.#whenConnected.splice(0)) waiting()
    socket.emit('connect')
    socket.emit('ready')
    if (this.#isSecure) socket.emit('secureConnect')
    socket.read(0)
  }

  #received(bytes: Uint8Array): void {
    if (this.#socket.destroyed) return
    this.#timer?.refresh()
    this.#socket.push(Buffer.from(bytes))
  }

  #write(bytes: Uint8Array, done: Done): void {
    if (this.#isConnecting) {
      this.#whenConnected.push(() => this.#write(bytes, done))
      return
    }
    this.#timer?.refresh()
    this.#channel.send(bytes)
    process.nextTick(done)
  }

  /** Puts all that would touch the machine out of the way. */
  #take(ends: { local: string; remote: string; port: number }): void {
    const socket = this.#socket
    const own: Record<string, unknown> = {
      _handle: { ...idleHandle },
      _read: () => {},
      _write: (chunk: Uint8Array | string, encoding: BufferEncoding, done: Done) =>
        this.#write(bytesOf({ chunk, encoding }), done),
      _writev: (chunks: Chunk[], done: Done) =>
        this.#write(new Uint8Array(Buffer.concat(chunks.map(bytesOf))), done),
      _final: (done: Done) => this.#final(done),
      _destroy: (error: Error | null, done: Done) => this.#destroy(error, done),
      _getsockname: () => ({ address: ends.local, port: FIRST_PORT, family: 'IPv4' }),
      _getpeername: () => ({ address: ends.remote, port: ends.port, family: 'IPv4' }),
      setTimeout: (ms: number, onTimeout?: () => void) => this.#setTimeout(ms, onTimeout),
      setNoDelay: () => socket,
      setKeepAlive: () => socket,
      ref: () => socket,
      unref: () => socket,
      resetAndDestroy: () => socket.destroy(),
    }
    for (const [name, value] of Object.entries(own)) {
      Object.defineProperty(socket, name, { value, writable: true, configurable: true })
    }
    Object.defineProperty(socket, 'pending', { get: () => this.#isConnecting, configurable: true })
    Reflect.set(socket, 'connecting', true)
  }

  #setTimeout(ms: number, onTimeout?: () => void): net.Socket {
    const socket = this.#socket
    Reflect.set(socket, 'timeout', ms)
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (ms > 0) this.#timer = setTimeout(() => socket.emit('timeout'), ms)
    if (onTimeout !== undefined && ms > 0) socket.once('timeout', onTimeout)
    return socket
  }

  #final(done: Done): void {
    if (this.#isConnecting) {
      this.#whenConnected.push(() => this.#final(done))
      return
    }
    this.#channel.close()
    done()
  }

  #destroy(error: Error | null, done: Done): void {
    clearTimeout(this.#timer)
    Reflect.set(this.#socket, 'connecting', false)
    this.#channel.close()
    done(error)
    process.nextTick(() => this.#socket.emit('close', error !== null))
  }
}

type Chunk = { readonly chunk: Uint8Array | string; readonly encoding: BufferEncoding }

const bytesOf = ({ chunk, encoding }: Chunk): Uint8Array =>
  typeof chunk === 'string' ? new Uint8Array(Buffer.from(chunk, encoding)) : chunk

/** A socket without one is taken for one that is gone. */
const idleHandle = {
  readStop: () => 0,
  readStart: () => 0,
  close: (closed?: () => void) => closed?.(),
  hasRef: () => true,
}

const FIRST_PORT = 49_152

/** Round trips of TLS are the world's to declare; its words are not spoken. */
function secure(socket: net.Socket): void {
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    alpnProtocol: false,
    getPeerCertificate: () => ({}),
    getProtocol: () => 'TLSv1.3',
    getCipher: () => ({ name: 'TLS_AES_256_GCM_SHA384' }),
    getSession: () => undefined,
    isSessionReused: () => false,
    setServername: () => {},
    setSession: () => {},
  })
}

type Options = number | dns.LookupOptions

const lookedUp = (network: ProcessNetwork, name: string, options: Options): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const found: Found = (error, address, family) => {
      if (error !== null) reject(error)
      else resolve(Array.isArray(address) ? address : { address, family })
    }
    lookUp(network, [name, options, found])
  })

type Found = (error: Error | null, address?: unknown, family?: number) => void

/** The address of a name is the name. */
function lookUp(network: ProcessNetwork, [host, given, last]: unknown[]): void {
  const done = (typeof given === 'function' ? given : last) as Found
  const all = typeof given === 'object' && given !== null && Reflect.get(given, 'all') === true
  const name = String(host)
  const isKnown = network.isOwn(name) || network.calleeAt(name) !== undefined
  process.nextTick(() => {
    if (!isKnown) done(unresolved(name))
    else if (all) done(null, [{ address: name, family: 4 }])
    else done(null, name, 4)
  })
}
