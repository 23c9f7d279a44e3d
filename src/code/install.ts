/** Replaces what reaches for the network, while code is played, and puts it back. */
import { type AnyFunction, method, type Replacement, replace } from '../virtual/globals/replace.ts'
import { fetchFrom } from './http/fetch.ts'
import { agents } from './http/agents.ts'
import { undiciTimers } from './http/undici-timers.ts'
import { noHttp2 } from './http/not-carried.ts'
import { listening } from './net/listening.ts'
import { lookups } from './net/names.ts'
import { sockets } from './net/sockets.ts'
import { socketTimeouts } from './net/socket-timeouts.ts'
import type { ProcessNetwork } from './network.ts'
import { networkHere } from './process.ts'

let plays = 0
let undo: (() => void)[] = []

const all = (): Replacement[] => [
  ...agents(),
  ...undiciTimers(),
  ...noHttp2(),
  ...listening(),
  ...sockets(),
  ...lookups(),
  ...socketTimeouts(),
  method(globalThis, 'fetch', real => (...args: Parameters<typeof fetch>) => {
    const network = networkHere()
    if (network === null || isMocked(network, real, args)) return real(...args) as unknown
    return fetchFrom(network, ...args)
  }),
]

/**
 * Whether a request is for whoever took the place of `fetch` before the run, as msw does: of a host
 * that is no component.
 */
function isMocked(
  network: ProcessNetwork,
  real: AnyFunction,
  [input]: Parameters<typeof fetch>,
): boolean {
  if (isOfNode(real)) return false
  const url = input instanceof Request ? input.url : String(input)
  return URL.canParse(url) && network.calleeAt(new URL(url).hostname) === undefined
}

/** Node.js loads undici when `fetch` is first called. */
const isOfNode = (real: AnyFunction): boolean =>
  Function.prototype.toString.call(real).includes('internal/deps/undici')

/**
 * Replaces it, unless it is.
 *
 * @returns says that whoever asked needs it no more: the last one puts all back
 */
export function installNetwork(): () => void {
  if (plays++ === 0) undo = all().flatMap(one => replace(one) ?? [])
  return () => {
    if (--plays > 0) return
    for (const restore of undo.splice(0).toReversed()) restore()
  }
}
