/** What happens at the edges of a fault: it is noted where it strikes, and taken away again. */
import type { Ms } from '../kernel/units.ts'
import type { InForce } from '../world/conditions.ts'
import { placesOf, type Struck } from './fault-targets.ts'

/** A fault comes into force. */
export function begin(fault: InForce, struck: Struck, now: Ms): void {
  for (const place of placesOf(struck)) place.begin(fault)
  for (const breakers of struck.breakers) breakers.hold(fault.record, now)
  if (!fault.effect.down) return
  for (const replica of struck.replicas) {
    fault.record.touched += replica.crash(fault.effect.refuses)
    replica.component.crashed()
  }
}

/** A fault is over. */
export function end(fault: InForce, struck: Struck, now: Ms): void {
  for (const place of placesOf(struck)) place.end(fault)
  for (const breakers of struck.breakers) breakers.letGo(fault.record, now)
  if (!fault.effect.down) return
  for (const replica of struck.replicas) if (!replica.conditions.isDown) replica.restart()
}
