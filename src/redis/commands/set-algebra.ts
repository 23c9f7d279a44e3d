/** Sets: what is in all of them, in any, or in the first alone. */
import { Members, type Reply } from '../protocol/reply.ts'
import { MemberSet } from '../values/member-set.ts'
import { keyless, row, type Row, type Scene } from './row.ts'
import { countedKeys, limitOf } from './several-keys.ts'

type Sets = readonly (MemberSet | undefined)[]
type Combine = (sets: Sets) => readonly string[]

const setsAt = (keys: readonly string[], { db }: Scene): Sets =>
  keys.map(key => db.read(key, 'set'))

function intersection(sets: Sets): readonly string[] {
  if (sets.includes(undefined)) return []
  const [least, ...others] = sets.filter(set => set !== undefined).sort((a, b) => a.size - b.size)
  return least.members().filter(member => others.every(set => set.has(member)))
}

const union = (sets: Sets): readonly string[] => [
  ...new Set(sets.flatMap(set => set?.members() ?? [])),
]

const difference = ([first, ...others]: Sets): readonly string[] =>
  first?.members().filter(member => !others.some(set => set?.has(member))) ?? []

const combined =
  (combine: Combine) =>
  (keys: readonly string[], scene: Scene): Reply =>
    new Members(new MemberSet(combine(setsAt(keys, scene))).members())

const stored =
  (combine: Combine) =>
  ([target, ...keys]: readonly string[], scene: Scene): Reply => {
    const result = new MemberSet(combine(setsAt(keys, scene)))
    if (result.size === 0) scene.db.delete(target)
    else scene.db.set(target, result)
    return result.size
  }

function intersectionSize(words: readonly string[], scene: Scene): Reply {
  const { keys, rest } = countedKeys(words)
  const limit = limitOf(rest)
  return Math.min(limit, intersection(setsAt(keys, scene)).length)
}

/** Commands for several sets. */
export const setAlgebra: readonly Row[] = [
  row('sinter', -2, 'readonly', combined(intersection), [1, -1, 1]),
  row('sunion', -2, 'readonly', combined(union), [1, -1, 1]),
  row('sdiff', -2, 'readonly', combined(difference), [1, -1, 1]),
  row('sinterstore', -3, 'write denyoom', stored(intersection), [1, -1, 1]),
  row('sunionstore', -3, 'write denyoom', stored(union), [1, -1, 1]),
  row('sdiffstore', -3, 'write denyoom', stored(difference), [1, -1, 1]),
  keyless('sintercard', -3, 'readonly movablekeys', intersectionSize),
]
