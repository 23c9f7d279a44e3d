/**
 * HTTP as messages of the world: what a request asks and an answer says, as plain data. A body is
 * what it means: JSON is data, text is text, all else is bytes.
 */
import { compareText } from '../../kernel/compare-text.ts'

/** What an HTTP request asks. */
export type HttpRequest = {
  /** Default `GET`. */
  readonly method?: string | undefined
  /** With its query. Default `/`. */
  readonly path?: string | undefined
  /** By their names in lower case. Default: none but what the body needs. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Data for JSON, a text, or bytes. Default: nothing. */
  readonly body?: unknown
}

/** What an HTTP answer says. */
export type HttpResponse = {
  /** Default 200. */
  readonly status?: number | undefined
  /**
   * By their names in lower case; several cookies are a list, as in
   * `{ 'set-cookie': ['a=1', 'b=2'] }`. Default: none but what the body needs.
   */
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined
  /** Data for JSON, a text, or bytes. Default: nothing. */
  readonly body?: unknown
}

/** What a header says: several texts where it was sent several times, as `set-cookie` may be. */
type HeaderValue = string | readonly string[]

/** Headers, by their names in lower case. */
export type HttpHeaders = Record<string, HeaderValue>

/** A message of which nothing is left out. */
type Whole<Names extends 'status' | 'method' | 'path'> = {
  readonly [name in Names]: name extends 'status' ? number : string
} & { readonly headers: HttpHeaders; readonly body: unknown }

/** A body on the wire, and the headers that say what it is. */
export type Written = { readonly bytes: Uint8Array; readonly headers: HttpHeaders }

/** Headers of one connection, or of the clock of who answers: they are no part of a message. */
const LEFT_OUT = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
])

/** What a body means, by what its headers say of it. */
export function readBody(bytes: Uint8Array, headers: Readonly<HttpHeaders>): unknown {
  if (bytes.length === 0) return undefined
  const type = typeOf(headers)
  if (/[/+]json\b/.test(type)) return parsed(new TextDecoder().decode(bytes))
  if (/^text\/|urlencoded|[/+]xml\b/.test(type)) return new TextDecoder().decode(bytes)
  return bytes
}

/** A body as bytes; headers that are missing say what it is. */
export function writeBody(body: unknown, headers: Readonly<HttpHeaders> | undefined): Written {
  const own = lowered(headers)
  if (body === undefined || body === null) return { bytes: new Uint8Array(), headers: own }
  if (body instanceof Uint8Array) return { bytes: body, headers: own }
  const isText = typeof body === 'string' && !/json/.test(typeOf(own))
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json'
  const text = isText ? body : JSON.stringify(body)
  const bytes = new TextEncoder().encode(text)
  return { bytes, headers: { ...own, 'content-type': own['content-type'] ?? type } }
}

/** The headers of a message, without those of one connection. */
export function headersOf(entries: Iterable<readonly [string, HeaderValue]>): HttpHeaders {
  const kept = new Map<string, HeaderValue>()
  const sorted = [...entries]
    .map(([name, value]): [string, HeaderValue] => [name.toLowerCase(), value])
    .filter(([name]) => !LEFT_OUT.has(name))
    .sort(([a], [b]) => compareText(a, b))
  for (const [name, value] of sorted) {
    const before = name === COOKIES ? kept.get(name) : undefined
    kept.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(kept)
}

/** Of all headers this one cannot be sent once, with commas: dates have some. */
export const COOKIES = 'set-cookie'

/** Headers as `fetch` takes them. */
export const pairsOf = (headers: Readonly<HttpHeaders>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    name === COOKIES
      ? [value].flat().map((one): [string, string] => [name, one])
      : [[name, String(value)]],
  )

const typeOf = (headers: Readonly<HttpHeaders>): string => String(headers['content-type'] ?? '')

/** An answer of any component as one of HTTP: what is no such answer is the body of one. */
export function asResponse(answer: unknown, usual: number): Whole<'status'> {
  const isOne = isRecord(answer) && typeof answer['status'] === 'number'
  if (!isOne) return { status: usual, headers: {}, body: answer }
  const { status, headers, body } = answer as HttpResponse
  return { status: status ?? usual, headers: lowered(headers), body }
}

/** A request of any component as one of HTTP: what is no such request is the body of a POST. */
export function asRequest(request: unknown): Whole<'method' | 'path'> {
  const isOne = isRecord(request) && (typeof request['path'] === 'string' || 'method' in request)
  if (!isOne) {
    const method = request === undefined ? 'GET' : 'POST'
    return { method, path: '/', headers: {}, body: request }
  }
  const { method = 'GET', path = '/', headers, body } = request as HttpRequest
  return { method: method.toUpperCase(), path, headers: lowered(headers), body }
}

const lowered = (headers: Readonly<HttpHeaders> = {}): HttpHeaders =>
  headersOf(Object.entries(headers))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text // it says that it is JSON, and is not: who reads it shall see
  }
}
