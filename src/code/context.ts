/** What code gets beside each request: its way to call others, to compute, and to draw. */
import type { Duration } from '../kernel/units.ts'

/** How one call is made. */
export type CodeCallOptions = {
  /** Gives the call up when it is aborted. Default: the policies of the call decide. */
  readonly signal?: AbortSignal | undefined
}

/**
 * What code is handed beside a request.
 *
 * @example
 * code(async (order, { call, work }) => {
 *   await work('2ms')
 *   return call('db', order)
 * }, { calls: ['db'] })
 */
export type CodeContext<Callee extends string = string> = {
  /**
   * Calls another component, over its link and by the policies declared for it.
   *
   * @returns what it answers
   * @throws CallError when it answers with an error, not at all, or is not let through
   */
  readonly call: (callee: Callee, request?: unknown, options?: CodeCallOptions) => Promise<unknown>
  /** Computes for so long: nothing else of this replica does meanwhile. */
  readonly work: (time: Duration) => Promise<void>
  /** Aborted when nobody waits for the answer any longer and the caller has said so. */
  readonly signal: AbortSignal
  /** The name of the component. */
  readonly name: string
  /** Which of its replicas it is, counted from 0. */
  readonly replica: number
}
