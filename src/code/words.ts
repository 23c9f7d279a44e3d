/** The words that put code of the user's into a system. */
import type { CallOptions, Component } from '../declare/index.ts'
import type { TimeSpec } from '../kernel/distributions/index.ts'
import type { Capacity } from '../declare/components.ts'
import { deepFrozen } from '../declare/frozen.ts'
import { AppRunner, type Factory } from './app/app-runner.ts'
import { FunctionRunner, type Handler } from './function-runner.ts'
import { mistakesInWords } from './mistakes.ts'
import { RealFunction } from './real-function.ts'

/** What can be said of a component of code. */
export type CodeSpec<C extends string, Z extends string> = Omit<
  Capacity<Z>,
  'zones' | 'zoneRouting' | 'replicas'
> & {
  /** How many there are of it, each a process, all the time. Default 1. */
  readonly replicas?: number | undefined
  /**
   * Whom it may call: names, or names with the policies of the calls, such as
   * `{ rates: { timeout: '250ms' } }`. Default: everybody, without policies.
   */
  readonly calls?: readonly C[] | { readonly [Name in C]: CallOptions } | undefined
  /** How long it computes for each request before it begins. Default: no time at all. */
  readonly cpu?: TimeSpec | undefined
  /**
   * How long each event takes the one thread of a replica before it does anything: a request, an
   * answer, a timer. What comes meanwhile waits, also for `work`. Default: no time at all.
   */
  readonly cpuPerEvent?: TimeSpec | undefined
}

/** A component of code. */
export interface CodeComponent<out C extends string = string, out Z extends string = string>
  extends Component<C, never, never, Z> {
  readonly kind: 'code'
}

/**
 * A component that is a function of yours: it handles each request, on virtual time, and may call
 * other components. Timers, clocks and chance in it are those of the run.
 *
 * @param handle gets the request, and its way to call others; what it returns is the answer, what
 * it throws is a failure (with the error's own `status`, or 500)
 * @example
 * const pricing = code(async (order, { call }) => [order, await call('rates', order)], {
 *   calls: { rates: { timeout: '250ms' } },
 * })
 */
export function code<const C extends string = string, const Z extends string = never>(
  handle: Handler<C>,
  spec: CodeSpec<C, Z> = {},
): CodeComponent<C, Z> {
  const mistakes = mistakesInWords('code', handle, spec)
  const run = new RealFunction(inside => new FunctionRunner(handle, inside), { mistakes })
  return deepFrozen({ kind: 'code', run, ...spec })
}

/** A component that is a service of yours. */
export interface AppComponent<out C extends string = string, out Z extends string = string>
  extends Component<C, never, never, Z> {
  readonly kind: 'app'
}

/**
 * A component that is a service of yours, unmodified: a server of `node:http`, an app of Fastify,
 * Express, Koa, Nest or Hono, or whatever handles a `Request`. It runs on virtual time; by `fetch`
 * and `node:http` it reaches other components by their names.
 *
 * @param factory makes it, at the start and after each crash; it may return the app, or listen
 * @example
 * const orders = app(() => async () => Response.json(await (await fetch('http://db/')).json()))
 */
export function app<const C extends string = string, const Z extends string = never>(
  factory: Factory,
  spec: CodeSpec<C, Z> = {},
): AppComponent<C, Z> {
  const mistakes = mistakesInWords('app', factory, spec)
  const run = new RealFunction(inside => new AppRunner(factory, inside), { mistakes })
  return deepFrozen({ kind: 'app', run, ...spec })
}
