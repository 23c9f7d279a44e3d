/** Groups of consumers: what is acknowledged, and what is pending. */
import { notAnInteger, syntaxError } from '../protocol/failures.ts'
import { Failure, NO_ARRAY, type Reply } from '../protocol/reply.ts'
import type { Group } from '../values/group.ts'
import { asInteger } from '../values/numbers.ts'
import { idText, parseBound, parseId } from '../values/stream-id.ts'
import { row, type Row, type Scene } from './row.ts'
import { byName } from './stream-group.ts'

function acknowledge([key, name, ...ids]: readonly string[], { db }: Scene): Reply {
  const group = db.read(key, 'stream')?.groups.get(name)
  if (group === undefined) return 0
  return ids.map(id => parseId(id, 0n)).filter(id => group.acknowledge(id)).length
}

/** A group that must be there. */
export function groupAt(key: string, name: string, { db }: Scene): Group {
  const group = db.read(key, 'stream')?.groups.get(name)
  if (group !== undefined) return group
  throw new Failure(`NOGROUP No such key '${key}' or consumer group '${name}'`)
}

function pending([key, name, ...words]: readonly string[], scene: Scene): Reply {
  if (words.length === 0) return summary(groupAt(key, name, scene))
  const query = queryOf(words)
  return listed(groupAt(key, name, scene), query, scene.now)
}

function summary(group: Group): Reply {
  if (group.pendingCount === 0) return [0, null, null, NO_ARRAY]
  const ids = [...group.pendingFrom(0n)].map(([id]) => id)
  const [first, last] = [ids[0], ids[ids.length - 1]]
  const counts = byName(group.consumers)
    .map(([name, consumer]): Reply[] => [name, String(group.pendingOf(consumer))])
    .filter(([, count]) => count !== '0')
  return [group.pendingCount, idText(first), idText(last), counts]
}

type Query = {
  readonly idle: number
  readonly from: bigint
  readonly to: bigint
  readonly count: number
  readonly consumer: string | undefined
}

function queryOf(words: readonly string[]): Query {
  const hasIdle = words[0].toUpperCase() === 'IDLE'
  const rest = hasIdle ? words.slice(2) : words
  if (rest.length < 3 || rest.length > 4) throw syntaxError()
  const idle = hasIdle ? numberOf(words[1]) : 0
  const count = numberOf(rest[2])
  const [from, to] = [parseBound(rest[0], 'from'), parseBound(rest[1], 'to')]
  return { idle, from, to, count: Math.max(0, count), consumer: rest[3] }
}

function numberOf(text: string): number {
  const value = asInteger(text)
  if (value === undefined) throw notAnInteger()
  return Number(value)
}

function listed(group: Group, { idle, from, to, count, consumer }: Query, now: number): Reply {
  const found: Reply[] = []
  for (const [id, entry] of group.pendingFrom(from)) {
    if (found.length >= count || id > to) break
    const since = Math.max(0, now - entry.deliveredAt)
    const isOthers = consumer !== undefined && entry.consumer.name !== consumer
    if (isOthers || since < idle) continue
    found.push([idText(id), entry.consumer.name, since, entry.deliveries])
  }
  return found
}

/** XACK and XPENDING. */
export const streamPending: readonly Row[] = [
  row('xack', -4, 'write fast', acknowledge),
  row('xpending', -3, 'readonly', pending),
]
