/** `fetch` of code: a request to the component of that name, as one message there and back. */
import type { ProcessNetwork } from '../network.ts'
import { carriedFrom } from './carried.ts'
import { type Answered, exchanged } from './exchange.ts'
import { headersOf, pairsOf, readBody } from './messages.ts'
import { isNetworkError } from './network-errors.ts'

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
  if (callee === undefined) throw failed(network.nobodyAt(hostname))
  const headers = headersOf(request.headers)
  const body = readBody(new Uint8Array(await untilAborted(request.arrayBuffer(), signal)), headers)
  const asked = { method: request.method, path: pathname + search, headers, body }
  try {
    const given = { signal: signal ?? undefined }
    const answered = await exchanged(network, callee, asked, given)
    return carriedFrom(callee, () => responseOf(request, answered))
  } catch (error) {
    throw isNetworkError(error) ? failed(error) : error
  }
}

/** What is sent may be a stream without an end. */
function untilAborted<T>(sent: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!(signal instanceof AbortSignal)) return sent
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    const done = (): void => signal.removeEventListener('abort', abort)
    sent.finally(done).then(resolve, reject)
  })
}

const failed = (cause: Error): TypeError => new TypeError('fetch failed', { cause })

function responseOf({ url, method }: Request, { status, bytes, headers }: Answered): Response {
  const isEmpty = bytes.length === 0 || method === 'HEAD' || status === 204 || status === 304
  const init = { status, headers: pairsOf(headers) }
  const response = new Response(isEmpty ? null : bytes.slice(), init)
  return Object.defineProperty(response, 'url', { value: url })
}
