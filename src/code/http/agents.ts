/**
 * Clients of `node:http` and of undici, whatever library uses them: their connections lead to the
 * gateway of whoever runs, and none is kept for another process or another life.
 */
import http from 'node:http'
import https from 'node:https'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import type { ProcessNetwork } from '../network.ts'
import { networkHere } from '../process.ts'
import { connect } from './gateway.ts'

type Target = {
  readonly host?: string
  readonly hostname?: string
  readonly port?: number | string
}

/** What is replaced in `node:http` and `node:https`. */
export const agents = (): Replacement[] => [
  ...connecting(http.Agent.prototype, false),
  ...connecting(https.Agent.prototype, true),
]

const connecting = (on: http.Agent, isSecure: boolean): Replacement[] => [
  method(
    on,
    'createConnection',
    real =>
      function createConnection(this: http.Agent, target: Target, done: unknown): unknown {
        const network = networkHere()
        if (network === null) return real.call(this, target, done) as unknown
        const { hostname, host = 'localhost', port = isSecure ? 443 : 80 } = target
        return connect(network, { host: hostname ?? host, port: Number(port), isSecure })
      },
  ),
  method(
    on,
    'getName',
    real =>
      function getName(this: http.Agent, target: Target): string {
        const network = networkHere()
        const name = real.call(this, target) as string
        return network === null ? name : `${name}:${numberOf(network)}`
      },
  ),
]

const numbers = new WeakMap<ProcessNetwork, number>()
let last = 0

/** Tells the lives of processes apart: what one has kept is no other one's. */
function numberOf(network: ProcessNetwork): number {
  const known = numbers.get(network)
  if (known !== undefined) return known
  numbers.set(network, ++last)
  return last
}
