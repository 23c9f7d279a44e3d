/** A replica that is killed for what it has used up, and started again after a time. */
import { noEffect } from '../../faults/effect.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Replica } from '../handling/replica.ts'
import { liftFault, applyFault } from './applying.ts'
import { unrecorded } from './unrecorded.ts'

const effect = Object.freeze({ ...noEffect, down: true, refuses: true })

/** Kills a replica: all inside is lost, and nobody is let in until it starts again, cold. */
export function kill(replica: Replica, restartMs: Ms): void {
  const { agenda } = replica.component
  const end = unrecorded(effect, agenda.now)
  replica.conditions.begin(end)
  applyFault(end, [replica])
  const restarts = new Alarm<null>(agenda, () => {
    replica.conditions.end(end)
    liftFault(end, [replica])
  })
  restarts.set(agenda.now + restartMs, null)
}
