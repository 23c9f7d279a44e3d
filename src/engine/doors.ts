/** Makes the doors that requests have to pass at a replica. */
import type { HandlerData } from '../declare/data.ts'
import { type Door, Doors } from '../world/door.ts'
import { giveResources } from './resources.ts'
import type { Replica } from '../world/replica.ts'

/** For each kind of door, outermost first: how it is made; null where the part has none. */
const kinds: readonly ((part: HandlerData, replica: Replica) => Door | null)[] = [giveResources]

/** Gives a replica the doors that its component declares. */
export function giveDoors(part: HandlerData, replica: Replica): void {
  const doors = kinds.flatMap(kind => kind(part, replica) ?? [])
  if (doors.length > 0) replica.doors = new Doors(doors)
}
