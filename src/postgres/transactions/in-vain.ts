/** Statements that would have left something behind, and did not: to resume they are not needed. */
import { rowOf } from '../backend/backend.ts'
import type { Statement } from '../sql/statements.ts'
import { textOf } from '../wire/bytes.ts'
import type { Frame } from '../wire/frame.ts'

/**
 * Whether a statement was in vain: it found no row to change or to lock, or did not get the lock it
 * tried for. When it is done again, it might find one that others have committed since.
 */
export function leftNothing(
  statements: readonly Statement[],
  frames: readonly Frame[],
  lasting: ReadonlySet<string>,
): boolean {
  if (statements.length !== 1) return false
  const [{ words, calls }] = statements
  if (!simple.has(words[0]) || words.includes('into') !== (words[0] === 'insert')) return false
  const called = calls.filter(call => lasting.has(call))
  if (called.length === 0) return countOf(frames) === 0
  return called.every(call => call.startsWith('pg_try_advisory_xact')) && triedInVain(frames)
}

const simple = new Set('select insert update delete'.split(' '))

/** How many rows a command was about, by what it says when it is done: `UPDATE 3`. */
function countOf(frames: readonly Frame[]): number | undefined {
  const complete = frames.find(({ kind }) => kind === 'C')
  const tag = complete && textOf(complete.bytes, 5, complete.bytes.length - 1)
  const count = tag === undefined ? null : /\d+$/.exec(tag)
  return count === null ? undefined : Number(count[0])
}

/** False as text, or as the one byte it is in binary. */
const triedInVain = (frames: readonly Frame[]): boolean =>
  frames.every(row => row.kind !== 'D' || /^[f\0]$/.test(rowOf(row).join('')))
