/** Hands requests that are messages to whatever serves HTTP in a process. */
import http from 'node:http'
import type { Socket } from 'node:net'
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { accept } from '../net/accept.ts'
import { LocalSocket } from '../net/local-socket.ts'
import { bytesOf, headersIn } from './gateway.ts'
import { carriedTo } from './carried.ts'
import { hostNameOf } from './host-name.ts'
import {
  asRequest,
  headersOf,
  type HttpResponse,
  pairsOf,
  readBody,
  writeBody,
} from './messages.ts'

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
    const asked = carriedTo(name, () => requestOf(name, request))
    const response = await handler(asked)
    if (!isResponse(response)) throw noResponse(name, response)
    const answered = headersOf(response.headers)
    const read = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: answered, body: readBody(read, answered) }
  }

function requestOf(name: string, request: unknown): Request {
  const { method, path, headers: said, body } = asRequest(request)
  const { bytes, headers } = writeBody(body, said)
  const hasBody = method !== 'GET' && method !== 'HEAD' && bytes.length > 0
  return new Request(`http://${hostNameOf(name)}${path}`, {
    method,
    headers: pairsOf(headers),
    ...(hasBody && { body: bytes.slice() }),
  })
}

/** Some libraries bring a class of their own. */
const isResponse = (response: unknown): boolean =>
  typeof response === 'object' && response !== null && 'arrayBuffer' in response

const noResponse = (where: string, returned: unknown): UsageError =>
  new UsageError({
    what: `${where} answered with ${shown(returned)}, which is no Response`,
    where,
    fix: 'return Response.json(…) or new Response(…); or write code(…), which answers with data',
  })

/** Serves by a server of Node.js, over a connection within the process. */
export const servingNode =
  (name: string, server: http.Server): Serve =>
  request => {
    const [client, other] = LocalSocket.pair({ local: 'caller', remote: name, port: 80 })
    accept(server, other)
    return new Promise((resolve, reject) => {
      const { sent, bytes } = carriedTo(name, () => sentTo(name, request, client))
      sent.once('error', reject)
      sent.once('response', response => void answerOf(response).then(resolve, reject))
      sent.end(bytes)
    })
  }

function sentTo(name: string, request: unknown, client: LocalSocket) {
  const { method, path, headers: said, body } = asRequest(request)
  const { bytes, headers } = writeBody(body, said)
  const own = { ...(headers as http.OutgoingHttpHeaders), 'content-length': String(bytes.length) }
  const sent = new ClientRequest({
    method,
    path,
    headers: { host: hostNameOf(name), ...own },
    createConnection: () => client as unknown as Socket,
  })
  return { sent, bytes }
}

async function answerOf(response: http.IncomingMessage): Promise<HttpResponse> {
  const headers = headersIn(response.headers)
  const body = readBody(await bytesOf(response), headers)
  return { status: response.statusCode, headers, body }
}
