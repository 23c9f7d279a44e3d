/** The caller's own limits that made calls late: what they waited there, and how often in vain. */
import { often } from '../kernel/figures.ts'
import { formatMs } from '../kernel/units.ts'
import type { LimitNumbers } from '../record/limit-meter.ts'
import type { CallNumbers } from '../record/views.ts'
import { calleeOf } from './amplification.ts'
import { type CauseLink, link, type Part } from './cause-link.ts'

/** Waits that come to less than this share of the time that the calls took are not worth a line. */
const LEAST = 0.05

/** The limits of a call at which a good part of its time went, or calls waited in vain. */
export function limitsThatMatter({ limits, latency, outcomes }: CallNumbers): LimitNumbers[] {
  const ended = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  const took = (latency.mean ?? 0) * ended
  return limits.filter(limit => inVain(limit) > 0 || limit.totalMs >= LEAST * took)
}

/** How many did not get in: their time was over, nobody wanted them any more, or the run ended. */
export const inVain = ({ timedOut, cancelled, unfinished }: LimitNumbers): number =>
  timedOut + cancelled + unfinished

/** How many calls ended in one of these ways at their limits: the callee never saw them. */
export const endedAtLimits = (
  { limits }: CallNumbers,
  way: 'timedOut' | 'cancelled' | 'unfinished',
): number => limits.reduce((sum, limit) => sum + limit[way], 0)

/** What a call waited for at its own limits, and whom those waited for who got in. */
export function behindLimits({ run, window }: Part, call: string): CauseLink[] {
  const numbers = run.on(call, window)
  const limits = limitsThatMatter(numbers)
  const callee = calleeOf(call)
  const { ok } = numbers.attempts.outcomes
  const waits = limits.map(limit => link(call, limit.limit, limit.waited, waitedAt(call, limit)))
  if (waits.length === 0 || ok === 0) return waits
  return [...waits, link(call, callee, ok, `${callee} answered ${attempts(ok)} that got in`)]
}

function waitedAt(call: string, limit: LimitNumbers): string {
  const { limit: name, waited, totalMs, longestMs } = limit
  const long = `${formatMs(totalMs)} in all, ${formatMs(longestMs)} at most`
  const lost = inVain(limit)
  const vain = lost === 0 ? '' : `, and ${often(lost)} in vain`
  return `${call} waited ${often(waited)} at its ${name}: ${long}${vain}`
}

const attempts = (count: number): string => (count === 1 ? 'one attempt' : `${count} attempts`)
