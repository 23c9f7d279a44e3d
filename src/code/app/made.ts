/** What a factory made, and how requests are handed to it: each framework has its own way. */
import http from 'node:http'
import { UsageError } from '../../kernel/errors.ts'
import { type FetchHandler, type Serve, servingFetch, servingNode } from '../http/serving.ts'
import { isOfHttp } from '../net/ports.ts'
import type { ProcessNetwork } from '../network.ts'

/** Something of which only the names of what it has are known. */
type Made = Readonly<Record<string, unknown>>
type Method = (...args: unknown[]) => unknown

/** One kind of thing that serves: how it is known, and what serves it. */
type Row = {
  readonly knows: (made: Made) => boolean
  readonly serves: (made: Made, network: ProcessNetwork) => Serve | Promise<Serve>
}

const has = (made: Made, ...names: readonly string[]): boolean =>
  names.every(name => typeof made[name] === 'function')

const nameOf = ({ process }: ProcessNetwork): string => process.desk.name

/** A server of HTTP answers; it may be asked to go on as something else, too. */
function servedBy(network: ProcessNetwork, server: http.Server): Serve {
  network.httpServer = server
  return servingNode(nameOf(network), server)
}

const listening = (handler: unknown): http.Server =>
  http.createServer(handler as http.RequestListener)

/** The first that knows it counts. */
const rows: { readonly [framework: string]: Row } = {
  node: {
    knows: made => isOfHttp(made),
    serves: (made, network) => servedBy(network, made as unknown as http.Server),
  },
  fastify: {
    knows: made => has(made, 'ready', 'inject') && made['server'] instanceof http.Server,
    serves: async (made, network) => {
      await (made['ready'] as Method).call(made)
      return servedBy(network, made['server'] as http.Server)
    },
  },
  nest: {
    knows: made => has(made, 'init', 'getHttpServer'),
    serves: async (made, network) => {
      await (made['init'] as Method).call(made)
      return servedBy(network, (made['getHttpServer'] as Method).call(made) as http.Server)
    },
  },
  koa: {
    knows: made => has(made, 'callback', 'use'),
    serves: (made, network) =>
      servedBy(network, listening((made['callback'] as Method).call(made))),
  },
  express: {
    knows: made => typeof made === 'function' && has(made, 'use', 'handle'),
    serves: (made, network) => servedBy(network, listening(made)),
  },
  fetch: {
    knows: made => has(made, 'fetch'),
    serves: (made, network) =>
      servingFetch(nameOf(network), request => (made['fetch'] as FetchHandler).call(made, request)),
  },
  handler: {
    knows: made => typeof made === 'function',
    serves: (made, network) => servingFetch(nameOf(network), made as unknown as FetchHandler),
  },
}

/** By the server of HTTP that listens in a process; undefined if none does. */
export function servingListener(network: ProcessNetwork): Serve | undefined {
  const server = [...network.listeners.values()].find(isOfHttp)
  return server && servedBy(network, server)
}

/**
 * How requests are handed to what a factory made; to a server that listens, if it made nothing.
 *
 * @returns undefined when nothing in the process serves: it may be a worker
 * @throws UsageError when it made something that nobody knows
 */
export async function servingOf(
  made: unknown,
  network: ProcessNetwork,
): Promise<Serve | undefined> {
  const isSomething = (typeof made === 'object' && made !== null) || typeof made === 'function'
  const row = isSomething ? Object.values(rows).find(({ knows }) => knows(made as Made)) : undefined
  if (row !== undefined) return row.serves(made as Made, network)
  const listener = servingListener(network)
  if (listener !== undefined || made === undefined || network.listeners.size > 0) return listener
  throw new UsageError({
    what: `the factory of ${nameOf(network)} made something that serves no HTTP`,
    where: nameOf(network),
    fix: 'return a server of node:http, an app of Fastify, Express, Koa or Nest, or what has fetch',
  })
}
