/** A socket of `node:net` that stands on a connection of the world, not on one of the machine. */
import type net from 'node:net'
import type { Line, SocketEnd } from './line.ts'

/** Who is at an end of it, and at which port. */
type Place = { readonly name: string; readonly port: number }

type Done = (error?: Error | null) => void
type Chunk = { readonly chunk: Uint8Array | string; readonly encoding: BufferEncoding }

/** What of a socket stands in place of the machine's. */
export class Wired implements SocketEnd {
  readonly #socket: net.Socket
  #line: Line | null = null
  #timer: NodeJS.Timeout | undefined
  #whenConnected: (() => void)[] = []
  #isConnecting = false
  #isSecure = false
  readonly #closed: () => void

  /** @param closed is told when the socket is closed */
  constructor(
    socket: net.Socket,
    ends: { readonly local: Place; readonly remote: Place },
    closed = (): void => {},
  ) {
    this.#socket = socket
    this.#closed = closed
    this.#take(ends)
  }

  /** Connects it by a line that is not there yet. */
  connect(line: Line & { open(): void }, isSecure: boolean): void {
    this.#line = line
    this.#isConnecting = true
    this.#isSecure = isSecure
    Reflect.set(this.#socket, 'connecting', true)
    line.open()
  }

  /** Has it stand on a line that is there. */
  stand(line: Line): void {
    this.#line = line
  }

  connected(): void {
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

  received(bytes: Uint8Array): boolean {
    if (this.#socket.destroyed) return true
    this.#timer?.refresh()
    count(this.#socket, 'bytesRead', bytes.length)
    return this.#socket.push(Buffer.from(bytes))
  }

  ended(): void {
    if (!this.#socket.destroyed) this.#socket.push(null)
  }

  failed(error: Error): void {
    this.#socket.destroy(error)
  }

  #write(bytes: Uint8Array, done: Done): void {
    if (this.#isConnecting) {
      this.#whenConnected.push(() => this.#write(bytes, done))
      return
    }
    this.#timer?.refresh()
    count(this.#socket, 'bytesWritten', bytes.length)
    this.#line?.send(bytes, done)
  }

  /** Puts all that would touch the machine out of the way. */
  #take({ local, remote }: { readonly local: Place; readonly remote: Place }): void {
    const socket = this.#socket
    const own: Record<string, unknown> = {
      _handle: { ...idleHandle },
      _read: () => this.#line?.read(),
      _write: (chunk: Uint8Array | string, encoding: BufferEncoding, done: Done) =>
        this.#write(bytesOf({ chunk, encoding }), done),
      _writev: (chunks: Chunk[], done: Done) =>
        this.#write(new Uint8Array(Buffer.concat(chunks.map(bytesOf))), done),
      _final: (done: Done) => this.#final(done),
      _destroy: (error: Error | null, done: Done) => this.#destroy(error, done),
      _getsockname: () => ({ address: local.name, port: local.port, family: 'IPv4' }),
      _getpeername: () => ({ address: remote.name, port: remote.port, family: 'IPv4' }),
      bytesRead: 0,
      bytesWritten: 0,
      setTimeout: (ms: number, onTimeout?: () => void) => this.#setTimeout(ms, onTimeout),
      setNoDelay: () => socket,
      setKeepAlive: () => socket,
      ref: () => socket,
      unref: () => socket,
      resetAndDestroy: () => {
        this.#line?.reset()
        return socket.destroy()
      },
    }
    for (const [name, value] of Object.entries(own)) {
      Object.defineProperty(socket, name, { value, writable: true, configurable: true })
    }
    Object.defineProperty(socket, 'pending', { get: () => this.#isConnecting, configurable: true })
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
    this.#line?.end()
    done()
  }

  #destroy(error: Error | null, done: Done): void {
    clearTimeout(this.#timer)
    Reflect.set(this.#socket, 'connecting', false)
    this.#line?.close()
    done(error)
    process.nextTick(() => {
      this.#socket.emit('close', error !== null)
      this.#closed()
    })
  }
}

const bytesOf = ({ chunk, encoding }: Chunk): Uint8Array =>
  typeof chunk === 'string' ? new Uint8Array(Buffer.from(chunk, encoding)) : chunk

const count = (socket: net.Socket, name: 'bytesRead' | 'bytesWritten', bytes: number): void =>
  void Reflect.set(socket, name, socket[name] + bytes)

/** A socket without one is taken for one that is gone. */
const idleHandle = {
  readStop: () => 0,
  readStart: () => 0,
  close: (closed?: () => void) => closed?.(),
  hasRef: () => true,
  // Clients of HTTP ask for it, where a connection was to go on as something else and did not.
  getAsyncId: () => 0,
}
