/** Plays in a turn of the event loop of its own, where code can take part, once that is ready. */
import type { System } from '../declare/index.ts'
import { readied } from '../engine/code.ts'
import { inTurn } from '../virtual/turn.ts'

/** Plays a system once what its code needs, such as a database, is there. */
export async function inOwnTurn<T>(system: System, play: () => T): Promise<T> {
  await readied(system)
  return inTurn(play)
}
