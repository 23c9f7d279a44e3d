/** The word for what clients do by code: the calls that a user makes, one after another. */
import { deepFrozen } from '../declare/frozen.ts'
import type { CallOptions } from '../declare/index.ts'
import type { Script } from '../declare/load/clients.ts'
import type { Anybody, Wrapped } from '../declare/real-code.ts'
import { isRecord } from '../kernel/schema.ts'
import type { CodeContext } from './context.ts'
import { mistakesInWords } from './mistakes.ts'
import { RealFunction } from './real-function.ts'
import { ScriptRunner } from './script-runner.ts'

/**
 * What a script of clients is handed.
 *
 * @example
 * script(async ({ call, user }) => {
 *   await call('web', { path: `/carts/${user}` })
 * })
 */
export type ScriptContext<Callee extends string = string> = Pick<
  CodeContext<Callee>,
  'call' | 'name'
> & {
  /** Which of the users does it, or which of those who come by themselves, counted from 1. */
  readonly user: number
}

/** What can be said of a script. */
export type ScriptSpec<C extends string> = {
  /**
   * Whom it may call: names, or names with the policies of the calls, such as
   * `{ web: { retry: { attempts: 2 } } }`. Default: everybody, without policies.
   */
  readonly calls?: readonly C[] | { readonly [Name in C]: CallOptions } | undefined
}

/**
 * What clients do, as a function of yours: for the `call` of `clients`, or the steps of a task. It
 * makes its calls by `call`, `fetch` or `node:http`, and waits by timers, all on virtual time; each
 * call is a request as any other. It is over when its promise settles. If a call failed it may
 * throw, as a user who gives up; else what it throws is a mistake, and ends the run.
 *
 * @param run does it once, for one user
 * @example
 * import { setTimeout } from 'node:timers/promises'
 *
 * const shoppers = clients({
 *   rate: '5/s',
 *   timeout: '2s',
 *   call: script(async ({ call }) => {
 *     const found = await call('web', { path: '/search' })
 *     await setTimeout(3_000) // reads what was found
 *     await call('web', { path: '/cart', body: found })
 *   }, { calls: ['web'] }),
 * })
 */
export function script(run: (context: ScriptContext) => unknown): Script<Anybody>
/**
 * What clients do, as a function of yours that says whom it calls.
 *
 * @param run does it once, for one user
 * @param spec whom it may call, and by which policies
 * @example script(({ call }) => call('web'), { calls: { web: { timeout: '1s' } } })
 */
export function script<const C extends string>(
  run: (context: ScriptContext<C>) => unknown,
  spec: ScriptSpec<C>,
): Script<C | Wrapped>
export function script(run: (context: never) => unknown, spec: ScriptSpec<string> = {}): Script {
  const mistakes = mistakesInWords('script', run, spec)
  const code = new RealFunction(inside => new ScriptRunner(run, inside), { mistakes })
  return deepFrozen({ step: 'run', run: code, ...(isRecord(spec) && spec) })
}
