/** What happens at the edges of a fault: it is noted where it strikes, and taken away again. */
import type { Ms } from '../../kernel/units.ts'
import { type InForce, resets } from '../../world/faults/in-force.ts'
import { liftFault, applyFault } from '../../world/faults/applying.ts'
import type { Affected } from './affected.ts'
import type { Edges } from './injection.ts'
import { placesOf } from './targets.ts'

/** What a fault does when it comes into force, and when it is over. */
export function edgesOf(base: Omit<InForce, 'since' | 'of'>, struck: Affected): Edges {
  const { of } = struck
  let fault: InForce = { ...base, of, since: 0 }
  return {
    begin(now) {
      fault = { ...base, of, since: now, bursts: { lossThere: null, lossBack: null } }
      begin(fault, struck, now)
    },
    end(now) {
      end(fault, struck, now)
    },
  }
}

/** A fault comes into force. */
function begin(fault: InForce, struck: Affected, now: Ms): void {
  if (fault.effect.lossOf === 'packet') for (const link of struck.links) link.carry()
  for (const place of placesOf(struck)) place.begin(fault)
  for (const breakers of struck.breakers) breakers.hold(fault.record, now)
  if (resets(fault.effect)) {
    for (const { link } of struck.links) {
      link.connections?.beginResets(fault)
      link.sockets?.beginResets(fault)
    }
  }
  applyFault(fault, struck.replicas)
}

/** A fault is over. */
function end(fault: InForce, struck: Affected, now: Ms): void {
  for (const place of placesOf(struck)) place.end(fault)
  for (const breakers of struck.breakers) breakers.liftFault(fault.record, now)
  if (resets(fault.effect)) {
    for (const { link } of struck.links) {
      link.connections?.resets.end(fault)
      link.sockets?.endResets(fault)
    }
  }
  liftFault(fault, struck.replicas)
}
