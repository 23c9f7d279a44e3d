/** What is behind a socket of a process: a store, an HTTP gateway, or a server that listens. */
import { connect } from '../http/gateway.ts'
import type { ProcessNetwork } from '../network.ts'
import { StoreConnection } from '../store/connection.ts'
import { accept } from './accept.ts'
import { Connection } from './connection.ts'
import type { Line, SocketEnd } from './line.ts'
import { LocalSocket } from './local-socket.ts'
import { canListen, speaks } from './ports.ts'
import { refusing } from './refusing.ts'

/** The way of a socket to whom it is connected to. */
export interface Channel extends Line {
  open(): void
}

/** Where a socket is to be connected. */
export type Address = {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  /** Of the socket that is connected. */
  readonly localPort: number
  /** Whoever connects says that it is a client of HTTP. */
  readonly speaksHttp: boolean
}

/** The channel to an address. */
export function channelTo(network: ProcessNetwork, address: Address, client: SocketEnd): Channel {
  const { host, port, localPort, isSecure } = address
  if (network.isOwn(host)) return ownChannel(network, port, client)
  const callee = network.calleeAt(host)
  if (callee === undefined) return failing(client, network.nobodyAt(host))
  const store = network.storeAt(callee)
  if (store !== undefined) return new StoreConnection(network.process, store, client)
  const target = network.componentAt(callee)
  if (target === undefined || speaks(target.way.callee, address) === 'HTTP') {
    return new LocalChannel(() => connect(network, { host, port, isSecure }), client)
  }
  if (!canListen(target.way.callee)) return refusing(network, target, client)
  const how = { port, localPort, isSecure, isUpgraded: false }
  return new Connection(network, { ...target, ...how }, client)
}

function ownChannel(network: ProcessNetwork, port: number, client: SocketEnd): Channel {
  const server = network.listeners.get(port)
  if (server === undefined) return failing(client, network.nobodyHere(port))
  const ends = { local: '127.0.0.1', remote: '127.0.0.1', port }
  return new LocalChannel(() => {
    const [mine, other] = LocalSocket.pair(ends)
    accept(server, other)
    return mine
  }, client)
}

const failing = (client: SocketEnd, error: Error): Channel => ({
  open: () => process.nextTick(() => client.failed(error)),
  send: () => {},
  end: () => {},
  close: () => {},
  reset: () => {},
  read: () => {},
})

/** A connection within the process. */
class LocalChannel implements Channel {
  readonly #connect: () => LocalSocket
  readonly #client: SocketEnd
  #socket: LocalSocket | null = null

  constructor(connects: () => LocalSocket, client: SocketEnd) {
    this.#connect = connects
    this.#client = client
  }

  open(): void {
    const client = this.#client
    const socket = this.#connect()
    this.#socket = socket
    socket.on('data', (bytes: Uint8Array) => {
      if (!client.received(bytes)) socket.pause()
    })
    socket.once('end', () => client.ended())
    socket.once('error', error => client.failed(error))
    process.nextTick(() => client.connected())
  }

  send(bytes: Uint8Array, taken: () => void): void {
    this.#socket?.write(bytes)
    process.nextTick(taken)
  }

  end(): void {
    this.#socket?.end()
  }

  close(): void {
    this.#socket?.destroy()
  }

  reset(): void {
    this.close()
  }

  read(): void {
    this.#socket?.resume()
  }
}
