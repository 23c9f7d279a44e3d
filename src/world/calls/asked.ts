/** What a request asks, in short: for the journey of one that is followed. */
import type { Hop } from '../../record/journey.ts'
import type { Meets } from '../faults/passage.ts'

/** No more characters of it than these are kept. */
const MOST = 120

/** Something that can say in short what it asks. */
export interface Asks {
  /** Undefined where it asks nothing that a person would understand. */
  inShort(): string | undefined
  /** Which errors of a link it can meet. Default: those that any request of the call can. */
  readonly meets?: Meets
}

/** Which errors of a link a request can meet, as it says itself; undefined for all that is data. */
export function meetsOf(request: unknown): Meets | undefined {
  if (typeof request !== 'object' || request === null) return undefined
  const { inShort, meets } = request as Partial<Asks>
  return typeof inShort === 'function' ? meets : undefined
}

/** Keeps what was asked, if anybody has said it. */
export function noteAsked(hop: Hop, request: unknown): void {
  const asked = askedBy(request)
  if (asked !== undefined) hop.asked = asked.replace(/\s+/g, ' ').trim().slice(0, MOST)
}

/** Of HTTP its method and path; of other data the text it is as JSON. */
function askedBy(request: unknown): string | undefined {
  if (request === undefined || request === null) return undefined
  if (typeof request === 'string') return request
  if (typeof request !== 'object') return JSON.stringify(request)
  const { inShort, method, path } = request as Partial<Asks> & { method?: string; path?: string }
  if (typeof inShort === 'function') return inShort.call(request)
  if (path === undefined && method === undefined) return JSON.stringify(request)?.slice(0, MOST)
  return `${method ?? 'GET'} ${path ?? '/'}`
}
