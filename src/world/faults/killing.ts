/** A replica that is killed for what it has used up, and started again after a time. */
import { noEffect } from '../../faults/effect.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { InForce } from './in-force.ts'
import type { Replica } from '../handling/replica.ts'
import { liftFault, applyFault } from './applying.ts'

const effect = Object.freeze({ ...noEffect, down: true, refuses: true })

/** Kills a replica: all inside is lost, and nobody is let in until it starts again, cold. */
export function kill(replica: Replica, restartMs: Ms): void {
  const { agenda } = replica.component
  const end: InForce = { effect, since: agenda.now, ...always, record: unrecorded() }
  replica.conditions.begin(end)
  applyFault(end, [replica])
  const restarts = new Alarm<null>(agenda, () => {
    replica.conditions.end(end)
    liftFault(end, [replica])
  })
  restarts.set(agenda.now + restartMs, null)
}

const always = { rampMs: 0, share: 1, random: () => 0, lotOf: () => 0, met: 0 }

/** It is no fault that somebody declared; that one is on the record. */
const unrecorded = (): FaultRecord => ({
  fault: '',
  kind: '',
  target: '',
  from: 0,
  until: 0,
  periods: [],
  struck: [],
  triggers: [],
  touched: 0,
})
