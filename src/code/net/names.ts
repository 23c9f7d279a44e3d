/** Names of the network: whoever has one is at it, and has nothing else to look up. */
import dns from 'node:dns'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import type { ProcessNetwork } from '../network.ts'
import { networkHere } from '../process.ts'

/** What is replaced of lookups. */
export const lookups = (): Replacement[] => [
  method(dns, 'lookup', real => (...args: unknown[]): unknown => {
    const network = networkHere()
    return network === null ? (real(...args) as unknown) : lookUp(network, args)
  }),
  method(dns.promises, 'lookup', real => (name: string, options: Options = {}): unknown => {
    const network = networkHere()
    return network === null ? (real(name, options) as unknown) : lookedUp(network, name, options)
  }),
  // Clients of gRPC ask for what a name says of itself.
  method(
    dns.promises,
    'resolveTxt',
    real =>
      (name: string): unknown =>
        networkHere() === null ? (real(name) as unknown) : Promise.reject(saysNothing(name)),
  ),
]

const saysNothing = (hostname: string): Error =>
  Object.assign(new Error(`queryTxt ENODATA ${hostname}`), {
    code: 'ENODATA',
    syscall: 'queryTxt',
    hostname,
  })

type Options = number | dns.LookupOptions

const lookedUp = (network: ProcessNetwork, name: string, options: Options): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const found: Found = (error, address, family) => {
      if (error !== null) reject(error)
      else resolve(Array.isArray(address) ? address : { address, family })
    }
    lookUp(network, [name, options, found])
  })

type Found = (error: Error | null, address?: unknown, family?: number) => void

/** The address of a name is the name. */
function lookUp(network: ProcessNetwork, [host, given, last]: unknown[]): void {
  const done = (typeof given === 'function' ? given : last) as Found
  const all = typeof given === 'object' && given !== null && Reflect.get(given, 'all') === true
  const name = String(host)
  const isKnown = network.isOwn(name) || network.calleeAt(name) !== undefined
  process.nextTick(() => {
    if (!isKnown) done(network.nobodyAt(name))
    else if (all) done(null, [{ address: name, family: 4 }])
    else done(null, name, 4)
  })
}
