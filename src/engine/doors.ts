/** Makes the doors that requests have to pass at a replica. */
import type { HandlerData } from '../declare/data.ts'
import { ConcurrencyLimiter, type RateLimiter } from '../policies/index.ts'
import { type Door, Doors } from '../world/handling/door.ts'
import { LimitDoor } from '../world/calls/limit-gate.ts'
import { RateLimitDoor } from '../world/handling/rate-limit-door.ts'
import type { Component } from '../world/handling/component.ts'
import type { Replica } from '../world/handling/replica.ts'
import { giveResources } from './resources.ts'

/** For each kind of door, outermost first: how it is made; null where the part has none. */
const kinds: readonly ((part: HandlerData, replica: Replica) => Door | null)[] = [
  rateLimit,
  (_part, replica) => replica.shedding,
  ({ limit }, { component, index }) => {
    if (limit === null) return null
    const random = component.world.sharedRandom(`${component.handling.name}/limit`)
    const door = new LimitDoor(index, () => new ConcurrencyLimiter(limit, random))
    component.memories.push(door)
    return door
  },
  giveResources,
]

function rateLimit(
  { rateLimit }: HandlerData,
  { component, index }: Replica,
): RateLimitDoor | null {
  if (rateLimit === null) return null
  const { per, scope, ...options } = rateLimit
  const limiters = scope === 'global' ? component.sharedLimiters : new Map<string, RateLimiter>()
  if (scope !== 'global') {
    component.memories.push({ reset: replica => replica === index && limiters.clear() })
  }
  const { name } = component.handling
  return new RateLimitDoor(options, { perClient: per === 'client', where: name, limiters })
}

/** A component has another rate limit from now on, or none: what has come so far is forgotten. */
export function changeRateLimit(component: Component, part: HandlerData): void {
  component.sharedLimiters.clear()
  for (const replica of component.replicas) {
    const others = Doors.without(replica.doors, door => door instanceof RateLimitDoor)
    replica.doors = Doors.around(rateLimit(part, replica), others)
  }
}

/** Gives a replica the doors that its component declares. */
export function giveDoors(part: HandlerData, replica: Replica): void {
  const doors = kinds.flatMap(kind => kind(part, replica) ?? [])
  if (doors.length > 0) replica.doors = new Doors(doors)
}
