/** Protocols that are no requests and answers: they do not go between components, and say so. */
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

/**
 * Ends the run, whatever its code does with the error.
 *
 * @throws UsageError always
 */
export function notCarried(what: string, { process }: ProcessNetwork): never {
  const error = new UsageError({
    what: `${process.desk.name} opens ${what}, which goes over no link`,
    where: process.desk.name,
    fix:
      'speak HTTP/1 between components, one request and one answer; or let a component of code ' +
      'stand in for what is behind it',
  })
  stage.director?.end(error)
  throw error
}
