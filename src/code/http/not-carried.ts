/** Protocols that nothing carries between components, and that say so. */
import http2 from 'node:http2'
import { UsageError } from '../../kernel/errors.ts'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import { stage } from '../../virtual/stage.ts'
import type { ProcessNetwork } from '../network.ts'
import { networkHere } from '../process.ts'

/** What is replaced in `node:http2`, by which gRPC is spoken, too. */
export const noHttp2 = (): Replacement[] =>
  ['connect', 'createServer', 'createSecureServer'].map(name =>
    method(http2, name, real => (...args: unknown[]): unknown => {
      const network = networkHere()
      return network === null ? (real(...args) as unknown) : notCarried('HTTP/2', network)
    }),
  )

/** How to reach what listens at a path. */
export const aPort = 'listen at a port, and connect to it by the name of the component'

/**
 * Ends the run, whatever its code does with the error.
 *
 * @throws UsageError always
 */
export function notCarried(
  what: string,
  { process }: ProcessNetwork,
  fix = 'speak HTTP/1 between components, or over a socket or a WebSocket between two of code',
): never {
  const error = new UsageError({
    what: `${process.desk.name} opens ${what}, which goes over no link`,
    where: process.desk.name,
    fix,
  })
  stage.director?.end(error)
  throw error
}
