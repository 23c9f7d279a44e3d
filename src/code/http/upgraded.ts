/**
 * Connections that begin as HTTP and go on as something else, as WebSockets do: a connection over
 * the world's link takes the place of the gateway's, from the request for it on.
 */
import type http from 'node:http'
import net from 'node:net'
import { Connection } from '../net/connection.ts'
import type { LocalSocket } from '../net/local-socket.ts'
import { canListen } from '../net/ports.ts'
import { Wired } from '../net/wired.ts'
import type { ProcessNetwork } from '../network.ts'
import { notCarried } from './not-carried.ts'
import type { Site } from './gateway.ts'

type Upgrade = {
  readonly request: http.IncomingMessage
  /** What came behind it. */
  readonly head: Uint8Array
  readonly socket: LocalSocket
  /** The end of the client that asks. */
  readonly client: LocalSocket
}

/** Goes on as bytes, with a server of HTTP in the process of whoever is asked. */
export function upgraded(
  network: ProcessNetwork,
  { callee, host, port, isSecure }: Site & { readonly callee: string },
  { request, head, socket, client }: Upgrade,
): void {
  const target = network.componentAt(callee)
  if (target === undefined || !canListen(target.way.callee))
    return notCarried(`a WebSocket to ${callee}, a model`, network, code)
  const carried = new net.Socket()
  const localPort = network.nextPort()
  const local = { name: network.process.desk.name, port: localPort }
  const wired = new Wired(carried, { local, remote: { name: host, port } })
  const way = { ...target, port, localPort, isSecure, isUpgraded: true }
  wired.connect(new Connection(network, way, wired), isSecure)
  carried.once('error', error => client.destroy(error))
  socket.once('error', () => carried.destroy())
  socket.once('close', () => carried.destroy())
  carried.write(written(request))
  if (head.length > 0) carried.write(head)
  socket.pipe(carried).pipe(socket)
}

const code = 'let an app(…) stand in its place: a server of node:http, with what takes the upgrade'

/** A request as it was written. */
function written({ method, url, rawHeaders }: http.IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2)
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
