/** Replicas that a balancer took out of use. */
import { handlerOf } from './topology.ts'
import type { Case } from './case.ts'
import type { ReplicaChange } from '../record/replica-change.ts'

/** How long before the failures it may have begun. */
const BEFORE_MS = 5_000

/** Each time that one of its replicas went out of use, while the goal was missed or just before. */
export function takenOut({ run, spell }: Case, component: string): readonly ReplicaChange[] {
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
