/** Makes what lets the attempts of a call race. */
import type { HedgeOptions } from '../policies/index.ts'
import type { CallLog } from '../world/calls/call-log.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { Component } from '../world/handling/component.ts'
import { Hedges } from '../world/calls/hedges.ts'

/** The hedging of the calls of one site; null when there is none. @param within makes attempts */
export function hedgesFor(
  caller: Component,
  hedge: HedgeOptions | null,
  within: CallSite | null,
  log: CallLog,
): Hedges | null {
  if (hedge === null || within === null) return null
  const hedges = new Hedges(hedge, within, log)
  caller.memories.push(hedges)
  return hedges
}
