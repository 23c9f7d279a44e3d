/** Where a part is, as its declaration says it: in one zone, or its replicas in several. */
import * as v from 'valibot'
import { listOf, message, shown } from '../../kernel/schema.ts'
import type { PartData } from '../data.ts'

/** The name of a zone. */
export const zoneName = v.string(issue =>
  message(
    `${shown(issue.input)} names no zone`,
    Array.isArray(issue.input)
      ? "write one, as in zone: 'eu'; replicas of a component stand in several: zones: ['eu', 'us']"
      : "write zone: 'eu'",
  ),
)

/** The name of a zone, or nothing. */
export const zone = v.optional(zoneName)

/** The zones that replicas stand in, one after another. */
export const zones = v.optional(listOf(zoneName, "zones: ['eu-a', 'eu-b']"))

type Placed = Pick<PartData, 'zones'>

/** The zones that a part stands in, each once. */
export const zonesOf = ({ zones }: Placed): string[] => [...new Set(zones)]

/** Every zone of a system, each once. */
export const zonesIn = (parts: ReadonlyMap<string, Placed>): string[] => [
  ...new Set([...parts.values()].flatMap(part => part.zones)),
]

/** The zone of a replica: they take the zones in turn. Null for one that stands nowhere. */
export const zoneOf = ({ zones }: Placed, replica: number): string | null =>
  zones.length === 0 ? null : zones[replica % zones.length]

/** Whether the replicas of a part stand in several zones. */
export const isSpread = ({ zones }: Placed): boolean => zones.some(zone => zone !== zones[0])

/** The names of the parts that have something in a zone. */
export const partsIn = (parts: ReadonlyMap<string, Placed>, zone: string): string[] =>
  [...parts].filter(([, part]) => part.zones.includes(zone)).map(([name]) => name)
