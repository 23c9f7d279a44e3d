/** Replaces what reaches for the network, while code is played, and puts it back. */
import { method, type Replacement, replace } from '../virtual/globals/replace.ts'
import { fetchFrom } from './http/fetch.ts'
import { agents } from './http/agents.ts'
import { undiciTimers } from './http/undici-timers.ts'
import { listening } from './net/listening.ts'
import { sockets } from './net/sockets.ts'
import { networkHere } from './process.ts'

let plays = 0
let undo: (() => void)[] = []

const all = (): Replacement[] => [
  ...agents(),
  ...undiciTimers(),
  ...listening(),
  ...sockets(),
  method(globalThis, 'fetch', real => (...args: Parameters<typeof fetch>) => {
    const network = networkHere()
    return network === null ? (real(...args) as unknown) : fetchFrom(network, ...args)
  }),
]

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
