/** `fetch` of code: a request to the component of that name, as one message there and back. */
import type { ProcessNetwork } from '../network.ts'
import { type Answered, exchanged } from './exchange.ts'
import { headersOf, readBody } from './messages.ts'
import { isNetworkError, unresolved } from './network-errors.ts'

type Fetch = typeof globalThis.fetch

/** The `fetch` of a process. */
export async function fetchFrom(
  network: ProcessNetwork,
  ...[input, init]: Parameters<Fetch>
): Promise<Response> {
  const { signal: own, ...rest } = init ?? {}
  const signal = own ?? (input instanceof Request ? input.signal : undefined)
  // Without its signal: requests made with a shared one would add a listener to it for each.
  const request = new Request(input, rest)
  const { hostname, pathname, search } = new URL(request.url)
  const callee = network.calleeAt(hostname)
  if (callee === undefined) throw failed(unresolved(hostname))
  const headers = headersOf(request.headers)
  const body = readBody(new Uint8Array(await request.arrayBuffer()), headers)
  const asked = { method: request.method, path: pathname + search, headers, body }
  try {
    const given = { signal: signal ?? undefined }
    return responseOf(request, await exchanged(network, callee, asked, given))
  } catch (error) {
    throw isNetworkError(error) ? failed(error) : error
  }
}

const failed = (cause: Error): TypeError => new TypeError('fetch failed', { cause })

function responseOf({ url }: Request, { status, bytes, headers }: Answered): Response {
  const isEmpty = bytes.length === 0 || status === 204 || status === 304
  const response = new Response(isEmpty ? null : bytes.slice(), { status, headers })
  return Object.defineProperty(response, 'url', { value: url })
}
