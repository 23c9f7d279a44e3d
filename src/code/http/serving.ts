/** Hands requests that are messages to whatever serves HTTP in a process. */
import http from 'node:http'
import type { Socket } from 'node:net'
import { accept } from '../net/accept.ts'
import { LocalSocket } from '../net/local-socket.ts'
import { bytesOf, headersIn } from './gateway.ts'
import { asRequest, headersOf, type HttpResponse, readBody, writeBody } from './messages.ts'

/** As it was when this was loaded: mocks of HTTP, as msw, take its place later. */
const { ClientRequest } = http

/** Answers a request. */
export type Serve = (request: unknown) => Promise<HttpResponse>

/** A handler of requests as `fetch` knows them, such as the `fetch` of a Hono app. */
export type FetchHandler = (request: Request) => Response | Promise<Response>

/** Serves by a handler. */
export const servingFetch =
  (name: string, handler: FetchHandler): Serve =>
  async request => {
    const { method, path, headers: said, body } = asRequest(request)
    const { bytes, headers } = writeBody(body, said)
    const hasBody = method !== 'GET' && method !== 'HEAD' && bytes.length > 0
    const asked = new Request(`http://${name}${path}`, {
      method,
      headers,
      ...(hasBody && { body: bytes.slice() }),
    })
    const response = await handler(asked)
    const answered = headersOf(response.headers)
    const read = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: answered, body: readBody(read, answered) }
  }

/** Serves by a server of Node.js, over a connection within the process. */
export const servingNode =
  (name: string, server: http.Server): Serve =>
  request => {
    const { method, path, headers: said, body } = asRequest(request)
    const { bytes, headers } = writeBody(body, said)
    const [client, other] = LocalSocket.pair({ local: 'caller', remote: name, port: 80 })
    accept(server, other)
    return new Promise((resolve, reject) => {
      const sent = new ClientRequest({
        method,
        path,
        headers: { host: name, ...headers, 'content-length': String(bytes.length) },
        createConnection: () => client as unknown as Socket,
      })
      sent.once('error', reject)
      sent.once('response', response => void answerOf(response).then(resolve, reject))
      sent.end(bytes)
    })
  }

async function answerOf(response: http.IncomingMessage): Promise<HttpResponse> {
  const headers = headersIn(response.headers)
  const body = readBody(await bytesOf(response), headers)
  return { status: response.statusCode, headers, body }
}
