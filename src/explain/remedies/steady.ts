/** What a system is like while nothing goes wrong, and what a remedy costs then. */
import type { Margin } from '../../judge/margin.ts'
import { formatMs, formatShare, type Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import { spanOf } from '../../record/window.ts'
import type { Aim } from './aim.ts'

/** A run without faults, in numbers. */
export type Steady = {
  /** Whether the goals hold. */
  readonly holds: boolean
  /** The room that the goals have. */
  readonly margin: Margin | undefined
  /** The share that is served; undefined where nothing was asked. */
  readonly availability: number | undefined
  /** Of what is served, the share that makes do with less. */
  readonly degraded: number
  readonly p50Ms: Ms | undefined
  readonly p99Ms: Ms | undefined
  /** Attempts of all calls. */
  readonly load: number
}

/** The numbers of a run without faults. */
export function steadyOf(run: Run, aim: Aim): Steady {
  const { availability, latency, issued, outcomes } = run.requests()
  const { slots } = spanOf(run.recording)
  const { is, margin } = aim.of(run)
  let load = 0
  for (const { attempts } of run.recording.calls.values()) load += attempts.issued(slots)
  return {
    holds: is === 'held',
    margin,
    availability,
    degraded: outcomes.degraded / Math.max(1, issued),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    load,
  }
}

/** By how much less may be served, and by how much more may be degraded. */
const [LESS_SERVED, MORE_DEGRADED] = [0.001, 0.01]
/** How much slower nearly all may be. */
const SLOWER = 1.2

/** Why a remedy is none while nothing goes wrong; undefined if it does no harm. */
export function harmIn(after: Steady, before: Steady): string | undefined {
  const [served, had] = [after.availability ?? 1, before.availability ?? 1]
  if (served < had - LESS_SERVED) {
    return `while all is well, ${formatShare(served, had)} are served, not ${formatShare(had)}`
  }
  const [p99, hadP99] = [after.p99Ms ?? 0, before.p99Ms ?? 0]
  if (p99 > hadP99 * SLOWER + 1) {
    return `while all is well, p99 is ${formatMs(p99)}, not ${formatMs(hadP99)}`
  }
  if (after.degraded <= before.degraded + MORE_DEGRADED) return undefined
  return `while all is well, ${formatShare(after.degraded)} are degraded`
}

/** What is so little that nobody would notice: of calls, and of times. */
const [NOTICED, NOTICED_LATER] = [0.01, 0.05]

/** What a remedy changes while nothing goes wrong, in words; empty if nothing that is noticed. */
export function costIn(after: Steady, before: Steady): string[] {
  if (!before.holds) return [] // what is to be mended is nothing to compare with
  const times = (['p50Ms', 'p99Ms'] as const).flatMap(name => {
    const [is, was] = [after[name] ?? 0, before[name] ?? 0]
    if (Math.abs(is - was) <= NOTICED_LATER * was) return []
    return [`${name.slice(0, 3)} ${formatMs(is)}, not ${formatMs(was)}`]
  })
  const more = after.load / Math.max(1, before.load) - 1
  const load =
    Math.abs(more) <= NOTICED
      ? []
      : [`${Math.abs(100 * more).toFixed(0)}% ${more > 0 ? 'more' : 'fewer'} calls`]
  return [...times, ...load]
}
