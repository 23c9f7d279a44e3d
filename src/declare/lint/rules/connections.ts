/** Pools of kept connections beside what the callee says of connections. */
import { exactDuration } from '../../../kernel/units.ts'
import { count } from '../../../kernel/count.ts'
import { componentOf } from '../../graph.ts'
import { linkBetween, nearestEnds } from '../../network/link-between.ts'
import type { ConnectionData, ListenData } from '../../network/network-data.ts'
import type { Figures } from '../figures.ts'
import type { Told } from '../rule.ts'

/** The callee closes idle connections first, and callers learn of it too late. */
export const idleOverCallee = (figures: Figures): Told[] =>
  keptIn(figures).flatMap(({ name, link, data, listen }): Told[] => {
    if (data.idleMs < listen.idleMs) return []
    const what =
      `idle connections are kept for ${exactDuration(data.idleMs)}, and the callee closes them ` +
      `after ${exactDuration(listen.idleMs)}: who sets out meanwhile meets "connection reset"`
    const shorter = exactDuration(Math.max(1, Math.floor(listen.idleMs * 0.8)))
    return [{ at: name, what, fix: `write keepAlive: { idle: '${shorter}' } on the link ${link}` }]
  })

/** Pools that together are larger than what the callee takes. */
export function poolsOverListener(figures: Figures): Told[] {
  const kept = keptIn(figures)
  return [...new Set(kept.map(({ callee }) => callee))].flatMap((at): Told[] => {
    const pools = kept.filter(({ callee, data }) => callee === at && sizeOf(data) > 0)
    const [first] = pools
    if (first === undefined) return []
    const there = first.listen.most * figures.replicasOf(at)
    const sizes = pools.map(
      ({ caller, data }) => [figures.replicasOf(caller), sizeOf(data)] as const,
    )
    const all = sizes.reduce((sum, [callers, most]) => sum + callers * most, 0)
    if (all <= there) return []
    const written = pools.map(({ caller }, i) => `${caller} ${sizes[i][0]} × ${sizes[i][1]}`)
    const shown = written.length > 4 ? [...written.slice(0, 4), '…'] : written
    const what =
      `pools may keep ${count(all)} connections to it (${shown.join(', ')}), and it takes ` +
      `${count(there)}: the rest is turned away`
    const most = Math.ceil(all / figures.replicasOf(at))
    return [{ at, what, fix: `write smaller pools, or listen: { maxConnections: ${most} }` }]
  })
}

/** How many a pool may keep; where that has no bound, how many it does at rest. */
const sizeOf = ({ most, least }: ConnectionData): number => (most < Infinity ? most : least)

/** Connections that are kept to a callee that has something to say of them. */
type Kept = {
  readonly name: string
  readonly caller: string
  readonly callee: string
  /** The link as it is declared. */
  readonly link: string
  readonly data: ConnectionData
  readonly listen: ListenData
}

/** Calls of one name share their connections. */
function keptIn({ calls, data: system }: Figures): Kept[] {
  const byName = new Map(calls.map(one => [one.name, one]))
  return [...byName.values()].flatMap(({ name, caller, callee: written }): Kept[] => {
    const callee = componentOf(written)
    const part = system.parts.get(callee)
    const ends = nearestEnds(system.parts, caller, callee)
    const { declared, as } = linkBetween(system, name, ends)
    const data = declared.traffic?.connection
    if (part === undefined || part.kind === 'clients' || part.listen === null) return []
    return data ? [{ name, caller, callee, link: as, data, listen: part.listen }] : []
  })
}
