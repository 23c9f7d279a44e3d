/** Groups of consumers: how far they have read, and what is known of that. */
import type { Consumer, Group } from '../values/group.ts'
import type { Stream } from '../values/stream.ts'

/** The consumer of a name, which is made where there is none; it has just been seen. */
export function consumerOf(group: Group, name: string, now: number): Consumer {
  const consumer = group.consumers.get(name) ?? { name, seenAt: now }
  consumer.seenAt = now
  group.consumers.set(name, consumer)
  return consumer
}

/** Names in the order of their bytes, as Redis keeps them. */
export const byName = <Named>(all: ReadonlyMap<string, Named>): [string, Named][] =>
  [...all].sort(([a], [b]) => (a < b ? -1 : 1))

/** Notes that a group has read an entry. */
export function advance(stream: Stream, group: Group, id: bigint): void {
  if (group.read !== undefined && !hasGap(stream, id)) group.read++
  else if (stream.added > 0n) group.read = readUpTo(stream, id)
  group.lastId = id
}

/** Whether an entry was deleted at an id or behind it, so that nobody can count. */
const hasGap = (stream: Stream, from: bigint): boolean =>
  stream.size > 0 && stream.maxDeletedId !== 0n && from <= stream.maxDeletedId

/** How many entries were ever added up to an id, as far as that can be known. */
function readUpTo(stream: Stream, id: bigint): bigint | undefined {
  if (stream.added === 0n) return 0n
  if (stream.size === 0 && id <= stream.lastId) return stream.added
  if (id >= stream.lastId) return id === stream.lastId ? stream.added : undefined
  const first = stream.entries[0].id
  if (stream.maxDeletedId !== 0n && stream.maxDeletedId >= first) return undefined
  if (id > first) return undefined
  return stream.added - BigInt(stream.size) + (id === first ? 1n : 0n)
}

/** How many entries a group has yet to read, as far as that can be known. */
export function lagOf(stream: Stream, group: Group): bigint | undefined {
  if (stream.added === 0n) return 0n
  const isKnown = group.read !== undefined && !hasGap(stream, group.lastId)
  const read = isKnown ? group.read : readUpTo(stream, group.lastId)
  return read === undefined ? undefined : stream.added - read
}
