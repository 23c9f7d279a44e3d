/**
 * Both ends of a connection within one process: HTTP clients and servers of Node.js speak over it
 * as over any socket. It takes no time; what travels between components goes over the world's link.
 */
import { Duplex } from 'node:stream'

/** What a socket tells of its ends. */
export type Ends = { readonly local: string; readonly remote: string; readonly port: number }

type Done = (error?: Error | null) => void

/** One end of a connection. */
export class LocalSocket extends Duplex {
  readonly encrypted: boolean
  readonly authorized = true
  readonly remoteAddress: string
  readonly remoteFamily = 'IPv4'
  readonly localAddress: string
  readonly remotePort: number
  readonly localPort: number
  readonly connecting = false
  timeout = 0
  bytesRead = 0
  bytesWritten = 0
  #peer: LocalSocket | null = null
  #timer: NodeJS.Timeout | undefined
  /** Goes on with what the other end writes. */
  #wanted: (() => void) | null = null

  constructor({ local, remote, port }: Ends, isEncrypted: boolean) {
    super({ allowHalfOpen: true })
    this.encrypted = isEncrypted
    this.localAddress = local
    this.remoteAddress = remote
    this.remotePort = port
    this.localPort = FIRST_PORT
  }

  /** Two ends of one connection: that of the client, and that of the server. */
  static pair(ends: Ends, isEncrypted = false): [client: LocalSocket, server: LocalSocket] {
    const client = new LocalSocket(ends, isEncrypted)
    const server = new LocalSocket({ ...ends, local: ends.remote, remote: ends.local }, isEncrypted)
    client.#peer = server
    server.#peer = client
    return [client, server]
  }

  setTimeout(milliseconds: number, onTimeout?: () => void): this {
    this.timeout = milliseconds
    clearTimeout(this.#timer)
    if (onTimeout !== undefined && milliseconds > 0) this.once('timeout', onTimeout)
    if (milliseconds > 0) this.#timer = setTimeout(() => this.emit('timeout'), milliseconds)
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  address(): { address: string; family: string; port: number } {
    return { address: this.localAddress, family: 'IPv4', port: this.localPort }
  }

  destroySoon(): void {
    if (this.writable) this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }

  override _read(): void {
    const wanted = this.#wanted
    this.#wanted = null
    wanted?.()
  }

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    const peer = this.#peer
    if (peer === null || peer.destroyed) return done(broken())
    this.bytesWritten += chunk.length
    peer.bytesRead += chunk.length
    this.#isActive()
    peer.#isActive()
    // In a tick of its own, as what a socket gets is never there at once.
    process.nextTick(() => {
      if (peer.destroyed || peer.push(chunk)) return done()
      peer.#wanted = () => done()
    })
  }

  override _final(done: Done): void {
    process.nextTick(() => {
      if (this.#peer?.destroyed === false) this.#peer.push(null)
      done()
    })
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer)
    const peer = this.#peer
    this.#peer = null
    process.nextTick(() => {
      if (peer !== null && !peer.destroyed) peer.#closed(this.writableFinished)
    })
    done(error)
  }

  /** The other end is gone. */
  #closed(isClean: boolean): void {
    if (isClean) this.push(null)
    else this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
  }

  #isActive(): void {
    this.#timer?.refresh()
  }
}

const FIRST_PORT = 49_152

const broken = (): Error => Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
