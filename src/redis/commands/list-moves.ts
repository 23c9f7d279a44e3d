/** Lists: what moves items to another list, takes from several, or waits for some. */
import { syntaxError } from '../protocol/failures.ts'
import { NO_ARRAY, type Reply } from '../protocol/reply.ts'
import { type End, List } from '../values/list.ts'
import type { Waits } from '../waiting.ts'
import { takeFrom } from './lists.ts'
import { severalKeys } from './several-keys.ts'
import { keyless, row, type Row, type Scene } from './row.ts'
import { type Attempts, firstOf, tryOrWait, waitInSeconds } from './waits.ts'

const kind = 'list'

type Move = { readonly to: string; readonly takes: End; readonly puts: End }

/** Moves one item. */
function move(scene: Scene, from: string, { to, takes, puts }: Move): string | undefined {
  const source = scene.db.read(from, kind)
  if (source === undefined) return undefined
  scene.db.read(to, kind)
  if (from === to) return turned(scene, from, source, { takes, puts })
  const [item] = takeFrom(scene, from, source, takes, 1)
  scene.db.obtain(to, kind, () => new List()).push(puts, item)
  scene.db.changed(to)
  return item
}

/** Within one list, which keeps its time to expire even if it has no other item. */
function turned(
  { db }: Scene,
  key: string,
  list: List,
  ends: Omit<Move, 'to'>,
): string | undefined {
  const item = list.pop(ends.takes)
  if (item !== undefined) list.push(ends.puts, item)
  db.changed(key)
  return item
}

function endOf(word: string | undefined): End {
  const end = word?.toUpperCase()
  if (end !== 'LEFT' && end !== 'RIGHT') throw syntaxError()
  return end === 'LEFT' ? 'left' : 'right'
}

function moveNow([from, to, takes, puts]: readonly string[], scene: Scene): Reply {
  return move(scene, from, { to, takes: endOf(takes), puts: endOf(puts) }) ?? null
}

function moveLastToFirst([from, to]: readonly string[], scene: Scene): Reply {
  return move(scene, from, { to, takes: 'right', puts: 'left' }) ?? null
}

function moveOrWait([from, to, takes, puts, time]: readonly string[], scene: Scene): Reply | Waits {
  const ends = { to, takes: endOf(takes), puts: endOf(puts) }
  const want = { keys: [from], milliseconds: waitInSeconds(time), otherwise: null, kind } as const
  return tryOrWait(scene, want, key => move(scene, key, ends))
}

const moveLastOrWait = ([from, to, time]: readonly string[], scene: Scene): Reply | Waits =>
  moveOrWait([from, to, 'RIGHT', 'LEFT', time], scene)

/** BLPOP and BRPOP. */
const popOrWait =
  (end: End) =>
  (words: readonly string[], scene: Scene): Reply | Waits => {
    const milliseconds = waitInSeconds(words[words.length - 1])
    const want = { keys: words.slice(0, -1), milliseconds, otherwise: NO_ARRAY, kind } as const
    return tryOrWait(scene, want, key => {
      const list = scene.db.read(key, kind)
      return list && [key, takeFrom(scene, key, list, end, 1)[0]]
    })
  }

/** What LMPOP does with a key. */
function popSome(words: readonly string[], scene: Scene): Attempts {
  const { keys, option, count } = severalKeys(words)
  const end = endOf(option)
  const attempt = (key: string): Reply | undefined => {
    const list = scene.db.read(key, kind)
    return list && [key, takeFrom(scene, key, list, end, count)]
  }
  return { keys, attempt }
}

function popMany(words: readonly string[], scene: Scene): Reply {
  return firstOf(popSome(words, scene)) ?? NO_ARRAY
}

function popManyOrWait([time, ...words]: readonly string[], scene: Scene): Reply | Waits {
  const milliseconds = waitInSeconds(time)
  const { keys, attempt } = popSome(words, scene)
  return tryOrWait(scene, { keys, milliseconds, otherwise: NO_ARRAY, kind }, attempt)
}

/** Commands for more than one list. */
export const listMoves: readonly Row[] = [
  row('lmove', 5, 'write denyoom', moveNow, [1, 2, 1]),
  row('rpoplpush', 3, 'write denyoom', moveLastToFirst, [1, 2, 1]),
  row('blmove', 6, 'write denyoom noscript blocking', moveOrWait, [1, 2, 1]),
  row('brpoplpush', 4, 'write denyoom noscript blocking', moveLastOrWait, [1, 2, 1]),
  row('blpop', -3, 'write noscript blocking', popOrWait('left'), [1, -2, 1]),
  row('brpop', -3, 'write noscript blocking', popOrWait('right'), [1, -2, 1]),
  keyless('lmpop', -4, 'write movablekeys', popMany),
  keyless('blmpop', -5, 'write blocking movablekeys', popManyOrWait),
]
