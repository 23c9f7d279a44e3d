/** What is behind a socket of a process: a store, an HTTP gateway, or a server of its own. */
import { connect } from '../http/gateway.ts'
import { refused, unresolved } from '../http/network-errors.ts'
import type { ProcessNetwork } from '../network.ts'
import { type ClientEnd, StoreConnection } from '../store/connection.ts'
import { LocalSocket } from './local-socket.ts'

/** The way of a socket to whom it is connected to. */
export interface Channel {
  open(): void
  send(bytes: Uint8Array): void
  /** The socket is closed, or has said all. */
  close(): void
}

/** Where a socket is to be connected. */
export type Address = { readonly host: string; readonly port: number; readonly isSecure: boolean }

/** The channel to an address. */
export function channelTo(
  network: ProcessNetwork,
  { host, port, isSecure }: Address,
  client: ClientEnd,
): Channel {
  if (network.isOwn(host)) return ownChannel(network, port, client)
  const callee = network.calleeAt(host)
  if (callee === undefined) return failing(client, unresolved(host))
  const store = network.storeAt(callee)
  if (store !== undefined) return new StoreConnection(network.process, store, client)
  return new LocalChannel(() => connect(network, host, isSecure), client)
}

function ownChannel(network: ProcessNetwork, port: number, client: ClientEnd): Channel {
  const server = network.listeners.get(port)
  if (server === undefined) return failing(client, refused(`127.0.0.1:${port}`))
  const ends = { local: '127.0.0.1', remote: '127.0.0.1', port }
  return new LocalChannel(() => {
    const [mine, other] = LocalSocket.pair(ends)
    server.emit('connection', other)
    return mine
  }, client)
}

const failing = (client: ClientEnd, error: Error): Channel => ({
  open: () => process.nextTick(() => client.failed(error)),
  send: () => {},
  close: () => {},
})

/** A connection within the process. */
class LocalChannel implements Channel {
  readonly #connect: () => LocalSocket
  readonly #client: ClientEnd
  #socket: LocalSocket | null = null

  constructor(connects: () => LocalSocket, client: ClientEnd) {
    this.#connect = connects
    this.#client = client
  }

  open(): void {
    const client = this.#client
    const socket = this.#connect()
    this.#socket = socket
    socket.on('data', (bytes: Uint8Array) => client.received(bytes))
    socket.once('end', () => client.ended())
    socket.once('error', error => client.failed(error))
    process.nextTick(() => client.connected())
  }

  send(bytes: Uint8Array): void {
    this.#socket?.write(bytes)
  }

  close(): void {
    this.#socket?.end()
  }
}
