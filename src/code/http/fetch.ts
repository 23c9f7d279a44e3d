/** `fetch` of code: a request to the component of that name, as one message there and back. */
import { CallError } from '../call-error.ts'
import type { ProcessNetwork } from '../network.ts'
import { asResponse, headersOf, readBody, writeBody } from './messages.ts'
import { networkError, unresolved } from './network-errors.ts'

type Fetch = typeof globalThis.fetch

/** The `fetch` of a process. */
export async function fetchFrom(
  network: ProcessNetwork,
  ...[input, init]: Parameters<Fetch>
): Promise<Response> {
  const { signal: given, ...rest } = init ?? {}
  const signal = given ?? (input instanceof Request ? input.signal : undefined)
  // Without its signal: requests made with a shared one would add a listener to it for each.
  const request = new Request(input, rest)
  const { hostname, pathname, search } = new URL(request.url)
  const callee = network.calleeAt(hostname)
  if (callee === undefined) throw failed(unresolved(hostname))
  const headers = headersOf(request.headers)
  const body = readBody(new Uint8Array(await request.arrayBuffer()), headers)
  const asked = { method: request.method, path: pathname + search, headers, body }
  try {
    return answered(request, await network.call(callee, asked, { signal: signal ?? undefined }))
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const lost = networkError(error)
    if (lost !== undefined) throw failed(lost)
    return answered(request, error.answer, error.status)
  }
}

const failed = (cause: Error): TypeError => new TypeError('fetch failed', { cause })

function answered({ url }: Request, answer: unknown, usual = 200): Response {
  const { status, headers: said, body } = asResponse(answer, usual)
  const { bytes, headers } = writeBody(body, said)
  const isEmpty = bytes.length === 0 || status === 204 || status === 304
  const response = new Response(isEmpty ? null : bytes.slice(), { status, headers })
  return Object.defineProperty(response, 'url', { value: url })
}
