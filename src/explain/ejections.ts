/** Replicas that a balancer took out of use, and how that feeds itself. */
import { count } from '../kernel/count.ts'
import { moment } from '../kernel/figures.ts'
import type { ReplicaChange } from '../record/replica-change.ts'
import { callIn, type Case, componentIn } from './case.ts'
import { sinceThen } from './lines.ts'
import { needOf, shareText } from './overload.ts'
import { callsTo, handlerOf, slotsOf } from './topology.ts'

/** How long before the failures it may have begun. */
const BEFORE_MS = 5_000

/** Each time that one of its replicas went out of use, while the goal was missed or just before. */
function takenOut({ run, spell }: Case, component: string): readonly ReplicaChange[] {
  return run.recording.replicaChanges.filter(
    change =>
      change.component === component &&
      (change.is === 'ejected' || change.is === 'unhealthy') &&
      change.at >= spell.fromMs - BEFORE_MS &&
      change.at < spell.toMs,
  )
}

/** Whether more than half of its replicas were out of use at some time or other. */
export function isMostlyOut(one: Case, component: string): boolean {
  const replicas = handlerOf(one.system, component)?.replicas ?? 1
  return new Set(takenOut(one, component).map(({ replica }) => replica)).size > replicas / 2
}

/** Who was taken out, what that left, and that it went on by itself. */
export function ejectionTexts(one: Case, component: string): readonly string[] {
  const out = takenOut(one, component)
  const replicas = handlerOf(one.system, component)?.replicas ?? 1
  const most = mostOut(one, component)
  const first = out.length === 0 ? '' : `, first at ${moment(out[0].at)}: ${out[0].because}`
  const some = `${count(most)} of ${count(replicas)} replicas of ${component}`
  return [
    `${some} at a time were taken out of use${first}`,
    ...leftText(one, component, { out: most, of: replicas }),
    ...againText(one, component),
  ]
}

/** How many were out of use at once, at the most. */
function mostOut({ run, spell }: Case, component: string): number {
  const [out, peak] = [new Set<number>(), { now: 0 }]
  for (const { component: of, replica, is, at } of run.recording.replicaChanges) {
    if (of !== component || at >= spell.toMs) continue
    if (is === 'ejected' || is === 'unhealthy') out.add(replica)
    else if (is === 'returned' || is === 'healthy') out.delete(replica)
    peak.now = Math.max(peak.now, out.size)
  }
  return peak.now
}

/** Both ends of the gain: the same load beside what is left, and beside all there is. */
function leftText(one: Case, component: string, { out, of }: Shared): string[] {
  const { queue } = componentIn(sinceThen(one), component)
  if (queue.peak === 0) return []
  const { slots } = needOf(one, component)
  const has = slotsOf(one.system, component)
  const left = has * (1 - out / of)
  const line = `up to ${count(queue.peak)} in line`
  if (slots <= left || left === 0) return [`${line} for the others`]
  const load = `${shareText(slots / left)} of what the other ${count(of - out)} can do`
  return [
    `so ${component} is asked for ${load} (all ${count(of)}: ${shareText(slots / has)}), ${line}`,
  ]
}

/** How many of how many replicas. */
type Shared = { readonly out: number; readonly of: number }

/** Once some are back others go: what waits too long for the few counts as failures of those. */
function againText(one: Case, component: string): string[] {
  const { replicaChanges } = one.run.recording
  const out = takenOut(one, component)
  const back = replicaChanges.find(
    change =>
      change.component === component &&
      (change.is === 'returned' || change.is === 'healthy') &&
      change.at >= (out[0]?.at ?? Infinity),
  )
  const later = out.filter(({ at }) => back !== undefined && at >= back.at)
  const calls = callsTo(one.run, component)
  const late = calls.some(call => callIn(one, call).attempts.outcomes.timeout > 0)
  if (back === undefined || later.length === 0 || !late) return []
  const others = later.length === 1 ? '1 other is' : `${count(later.length)} others are`
  const when = `as the first come back at t=${moment(back.at)}`
  return [`time-outs count as failures: ${when}, ${others} taken out`]
}
