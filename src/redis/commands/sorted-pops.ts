/** Sorted sets: the least or the greatest are taken out, at once or when they come. */
import { syntaxError } from '../protocol/failures.ts'
import { Double, NO_ARRAY, type Reply } from '../protocol/reply.ts'
import { count } from '../values/numbers.ts'
import type { Scored, SortedSet } from '../values/sorted-set.ts'
import type { Waits } from '../waiting.ts'
import { keyless, row, type Row, type Scene } from './row.ts'
import { severalKeys } from './several-keys.ts'
import { withScores } from './sorted-ranges.ts'
import { type Attempts, firstOf, tryOrWait, waitInSeconds } from './waits.ts'

type Extreme = 'min' | 'max'

const kind = 'zset'

function takeFrom(
  { db }: Scene,
  key: string,
  set: SortedSet,
  extreme: Extreme,
  most: number,
): readonly Scored[] {
  const start = extreme === 'min' ? 0 : Math.max(0, set.size - most)
  const taken = set.row.slice(start, start + Math.min(most, set.size))
  if (extreme === 'max') taken.reverse()
  for (const { member } of taken) set.delete(member)
  if (taken.length > 0) db.changed(key)
  return taken
}

/** ZPOPMIN and ZPOPMAX. */
const pop =
  (extreme: Extreme) =>
  ([key, wanted, ...more]: readonly string[], scene: Scene): Reply => {
    if (more.length > 0) throw syntaxError()
    const most = wanted === undefined ? 1 : count(wanted)
    const set = scene.db.read(key, kind)
    if (set === undefined) return []
    const taken = takeFrom(scene, key, set, extreme, most)
    return wanted === undefined ? flat(taken[0]) : withScores(taken)
  }

const flat = ({ member, score }: Scored): readonly Reply[] => [member, new Double(score)]

/** BZPOPMIN and BZPOPMAX. */
const popOrWait =
  (extreme: Extreme) =>
  (words: readonly string[], scene: Scene): Reply | Waits => {
    const milliseconds = waitInSeconds(words[words.length - 1])
    const want = { keys: words.slice(0, -1), milliseconds, otherwise: NO_ARRAY, kind } as const
    return tryOrWait(scene, want, key => {
      const set = scene.db.read(key, kind)
      return set && [key, ...flat(takeFrom(scene, key, set, extreme, 1)[0])]
    })
  }

function popSome(words: readonly string[], scene: Scene): Attempts {
  const { keys, option, count: most } = severalKeys(words)
  const extreme = option.toLowerCase()
  if (extreme !== 'min' && extreme !== 'max') throw syntaxError()
  const attempt = (key: string): Reply | undefined => {
    const set = scene.db.read(key, kind)
    return set && [key, takeFrom(scene, key, set, extreme, most).map(flat)]
  }
  return { keys, attempt }
}

const popMany = (words: readonly string[], scene: Scene): Reply =>
  firstOf(popSome(words, scene)) ?? NO_ARRAY

function popManyOrWait([time, ...words]: readonly string[], scene: Scene): Reply | Waits {
  const milliseconds = waitInSeconds(time)
  const { keys, attempt } = popSome(words, scene)
  return tryOrWait(scene, { keys, milliseconds, otherwise: NO_ARRAY, kind }, attempt)
}

/** Commands that take out what has the least or the greatest score. */
export const sortedPops: readonly Row[] = [
  row('zpopmin', -2, 'write fast', pop('min')),
  row('zpopmax', -2, 'write fast', pop('max')),
  row('bzpopmin', -3, 'write noscript blocking fast', popOrWait('min'), [1, -2, 1]),
  row('bzpopmax', -3, 'write noscript blocking fast', popOrWait('max'), [1, -2, 1]),
  keyless('zmpop', -4, 'write movablekeys', popMany),
  keyless('bzmpop', -5, 'write blocking movablekeys', popManyOrWait),
]
