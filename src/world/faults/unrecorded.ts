/** What is in force without anybody having declared a fault: it is on no record. */
import type { Effect } from '../../faults/effect.ts'
import type { Ms } from '../../kernel/units.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { InForce } from './in-force.ts'

/** An effect, in force for all and from the beginning at its full strength. */
export const unrecorded = (effect: Effect, since: Ms): InForce => ({
  effect,
  since,
  rampMs: 0,
  share: 1,
  of: null,
  random: () => 0,
  lotOf: () => 0,
  met: 0,
  bursts: { lossThere: null, lossBack: null },
  record: unknown(),
})

const unknown = (): FaultRecord => ({
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
