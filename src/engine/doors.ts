/** Makes the doors that requests have to pass at a replica. */
import { saysSame } from '../kernel/says-same.ts'
import type { HandlerData } from '../declare/data.ts'
import { ConcurrencyLimiter, type RateLimiter } from '../policies/index.ts'
import { type Changeable, type Door, Doors } from '../world/handling/door.ts'
import { LimitDoor } from '../world/calls/limit-gate.ts'
import { RateLimitDoor } from '../world/handling/rate-limit-door.ts'
import { Shedding } from '../world/handling/shedding.ts'
import { type Inside, insideOf, Succession } from '../world/handling/succession.ts'
import type { Component } from '../world/handling/component.ts'
import type { Replica } from '../world/handling/replica.ts'
import { giveResources } from './resources.ts'

/** For each kind of door, outermost first: how it is made; null where the part has none. */
const kinds: readonly ((part: HandlerData, replica: Replica) => Door | null)[] = [
  rateLimit,
  (_part, replica) => replica.shedding,
  limitDoor,
  giveResources,
]

function limitDoor({ limit }: HandlerData, { component, index }: Replica): LimitDoor | null {
  if (limit === null) return null
  const random = component.world.sharedRandom(`${component.handling.name}/limit`)
  const door = new LimitDoor(index, () => new ConcurrencyLimiter(limit, random))
  component.memories.push(door)
  return door
}

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

/** How a replica gets another door of each kind that may be changed. */
const turns: { readonly [K in Changeable]: (part: HandlerData, replica: Replica) => void } = {
  rateLimit: (part, replica) => {
    replica.component.sharedLimiters.clear() // what has come so far is forgotten
    replica.doors = Doors.turned(replica.doors, 'rateLimit', () => rateLimit(part, replica))
  },
  limit: (part, replica) => succeed(replica, 'limit', () => limitDoor(part, replica)),
  shedding: ({ shedding }, replica) =>
    succeed(replica, 'shedding', inside => {
      const { shedding: before, slots, component } = replica
      const takeover = { before, inside, slots }
      replica.shedding = new Shedding(replica, component, { options: shedding ?? {}, takeover })
      return replica.shedding
    }),
}

/** Whoever is inside leaves by the door before. */
function succeed(replica: Replica, kind: Changeable, make: (inside: Inside) => Door | null): void {
  const inside = insideOf(replica)
  replica.doors = Doors.turned(
    replica.doors,
    kind,
    before => new Succession(kind, inside, { before, next: make(inside) }),
  )
}

/** From now on a component has the doors of another declaration, where they are others. */
export function turnDoors(component: Component, before: HandlerData, after: HandlerData): void {
  for (const kind of ['rateLimit', 'shedding', 'limit'] as const) {
    if (saysSame(before[kind], after[kind])) continue
    for (const replica of component.replicas) turns[kind](after, replica)
  }
}

/** Gives a replica the doors that its component declares. */
export function giveDoors(part: HandlerData, replica: Replica): void {
  const doors = kinds.flatMap(kind => kind(part, replica) ?? [])
  if (doors.length > 0) replica.doors = new Doors(doors)
}
