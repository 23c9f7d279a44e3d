/**
 * How much a run may keep in memory: a bound beside the limit on events, since a heap that is full
 * ends the process and says nothing. Pools ask when they grow, and so not for every event.
 */
import { count } from '../kernel/count.ts'
import { type Problem, EndlessError } from '../kernel/errors.ts'
import { formatMs } from '../kernel/units.ts'
import type { World } from './world.ts'

/** With about 700 bytes for each, all of them fit in the heap that Node has by default. */
const MOST = 2_000_000

/** What a run says that it holds no more of. */
export const memoryBound = `a run holds ${count(MOST)} requests, calls, messages and users at most`

/** Counts what a run has made and keeps: requests, calls, messages, users. */
export class Memory {
  readonly #world: World
  #things = 0

  constructor(world: World) {
    this.#world = world
  }

  /**
   * One thing more.
   *
   * @throws UsageError when that is one too many
   */
  grow(): void {
    if (this.#things >= MOST) throw new EndlessError(this.#full())
    this.#things++
  }

  /**
   * Many things more at once.
   *
   * @param why what is wrong when they are too many
   * @throws UsageError when they are
   */
  growBy(things: number, why: () => Problem): void {
    if (this.#things + things > MOST) throw new EndlessError(why())
    this.#things += things
  }

  #full(): Problem {
    const { recording, agenda, openRequests } = this.#world
    const each = Math.floor(MOST / Math.max(1, openRequests))
    const open = openRequests === 1 ? 'request of clients' : 'requests of clients'
    const led = `${count(openRequests)} ${open} × ${count(each)} that each has led to`
    return {
      what: `${led} = ${count(openRequests * each)}, and ${memoryBound}${this.#fullest()}`,
      where: `system "${recording.identity.system}", at ${formatMs(agenda.now)}`,
      fix:
        'let each request lead to fewer (`attempts`, `hedge`, `parallel`), bound what waits ' +
        '(`queue`, `concurrency`, `timeout`), or offer less load',
    }
  }

  /** Where most requests are. */
  #fullest(): string {
    let [most, where] = [0, '']
    for (const [name, { levels }] of this.#world.recording.components) {
      if (levels.inFlight > most) [most, where] = [levels.inFlight, name]
    }
    return most === 0 ? '' : `; "${where}" has ${count(most)} requests inside`
  }
}
