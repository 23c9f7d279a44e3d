/**
 * Where HTTP of a process leaves it: whatever client it uses speaks to a server here, which sends
 * each request as one message over the world's link, and writes what comes back.
 */
import http from 'node:http'
import { LocalSocket } from '../net/local-socket.ts'
import type { ProcessNetwork } from '../network.ts'
import { carriedFrom } from './carried.ts'
import { exchanged } from './exchange.ts'
import { COOKIES, headersOf, type HttpHeaders, readBody } from './messages.ts'
import { upgraded } from './upgraded.ts'

/** Where a client of HTTP connects. */
export type Site = { readonly host: string; readonly port: number; readonly isSecure: boolean }

/** Opens a connection to a component by HTTP. */
export function connect(network: ProcessNetwork, site: Site): LocalSocket {
  const { host, port, isSecure } = site
  const ends = { local: network.process.desk.name, remote: host, port }
  const [client, server] = LocalSocket.pair(ends, isSecure)
  const callee = network.calleeAt(host)
  if (callee === undefined) failing(client, server, network.nobodyAt(host))
  else gatewayTo(network, { ...site, callee }, client).emit('connection', server)
  return client
}

function failing(client: LocalSocket, server: LocalSocket, error: Error): void {
  // Nobody is at the other end, to hear that it is reset.
  server.once('error', () => undefined)
  process.nextTick(() => client.destroy(error))
}

function gatewayTo(
  network: ProcessNetwork,
  site: Site & { readonly callee: string },
  client: LocalSocket,
): http.Server {
  const server = http.createServer((request, response) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    forward(network, site.callee, { request, response, signal: gone.signal }).catch(
      (error: Error) => {
        if (!gone.signal.aborted) client.destroy(error)
      },
    )
  })
  return server.once('upgrade', (request, socket, head) =>
    upgraded(network, site, {
      request,
      head: new Uint8Array(head),
      socket: socket as unknown as LocalSocket,
      client,
    }),
  )
}

type Exchange = {
  readonly request: http.IncomingMessage
  readonly response: http.ServerResponse
  readonly signal: AbortSignal
}

async function forward(
  network: ProcessNetwork,
  callee: string,
  { request, response, signal }: Exchange,
): Promise<void> {
  const headers = headersIn(request.headers)
  const body = readBody(await bytesOf(request), headers)
  const asked = { method: request.method, path: request.url, headers, body }
  const { status, bytes, headers: said } = await exchanged(network, callee, asked, { signal })
  const hasBody = status !== 204 && status !== 304
  response.sendDate = false
  carriedFrom(callee, () =>
    response.writeHead(status, {
      ...(said as http.OutgoingHttpHeaders),
      ...(hasBody && { 'content-length': String(bytes.length) }),
    }),
  )
  response.end(hasBody ? bytes : undefined)
}

/** All that a stream brings. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** The headers that Node.js has read. */
export const headersIn = (headers: http.IncomingHttpHeaders): HttpHeaders =>
  headersOf(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === COOKIES ? (value ?? []) : [value].flat().join(', '),
    ]),
  )
