/**
 * What is under way in one life of a process: as long as there is something, its code may go on.
 * Where there is nothing and requests are in its hands, they wait for each other, or for nobody.
 *
 * What comes round again and again by itself (an interval, a loop that sleeps) and is in nobody's
 * course is nothing: it has come round since, and nobody went on.
 */
import { counted } from '../kernel/figures.ts'
import { sentence } from '../kernel/printable.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import { type InHand, inHandHere } from './handling-here.ts'
import type { ReplicaProcess } from './process.ts'

/** What follows from one thing that happened, each planned as the one before it happened. */
type Rounds = {
  /** In the course of which request; undefined for what a process does by itself. */
  readonly of: InHand | undefined
  /** How often something of it has happened; when it last did, and the time before that. */
  count: number
  latest: Ms
  before: Ms
}

/** Something that is due. */
export type Planned = {
  /** When it was planned. */
  readonly at: Ms
  readonly rounds: Rounds
}

/** What has happened more often comes round by itself: a start has some steps as well. */
const FEW = 3

/** Counts it. */
export class UnderWay {
  /** Timers, and other events of its own. */
  readonly planned = new Set<Planned>()
  /** Calls that it has made. */
  calls = 0
  /** When it last did anything that does not come round by itself. */
  latest: Ms = 0
  /** Of what happens now, or did last. */
  #rounds: Rounds | undefined

  /** What something belongs to that is planned now. @param isRunning whether code is running */
  roundsHere(isRunning: boolean): Rounds {
    const within = isRunning ? this.#rounds : undefined
    const of = isRunning ? inHandHere() : undefined
    if (within !== undefined && (of === undefined || of === within.of)) return within
    return { of, count: 0, latest: -1, before: -1 }
  }

  /** Something that was planned happens. */
  happens(due: Planned, now: Ms): void {
    const { rounds } = due
    this.planned.delete(due)
    this.#rounds = rounds
    rounds.count++
    rounds.before = rounds.latest
    rounds.latest = now
    if (isInHand(rounds) || rounds.count <= FEW) this.latest = now
  }

  /** Whether nothing is that could let its code go on. */
  get isNothing(): boolean {
    return this.calls === 0 && [...this.planned].every(due => this.#isInVain(due))
  }

  /** Whether it has come round twice since anything else was done, and was planned in doing so. */
  #isInVain({ at, rounds }: Planned): boolean {
    const { latest } = this
    return !isInHand(rounds) && rounds.count > FEW && rounds.before > latest && at > latest
  }
}

const isInHand = ({ of }: Rounds): boolean => of !== undefined && of.task !== null

/**
 * What stands still in a process when the run has ended.
 *
 * @returns a sentence, or none: who waits since when, and what the process holds meanwhile
 */
export function standstillOf(process: ReplicaProcess): string[] {
  const { replica, underWay, host, desk } = process
  const { agenda } = replica.component
  const inHand = replica.living.count(({ code }) => code !== null)
  if (inHand === 0 || !underWay.isNothing || underWay.latest >= agenda.now) return []
  const since = formatMs(underWay.latest)
  const connections = desk.connectionsOf(process)
  const held = connections.map(([to, count]) => `${counted(count, 'connection')} to ${to}`)
  const rest = underWay.planned.size > 0 ? ' but such as come round again and again' : ''
  return [
    sentence(
      `${host.name}: ${counted(inHand, 'request')} in its hands since ${since} at the latest, ` +
        `and nothing is under way, no call and no timer${rest}, that could let its code go on` +
        `${held.length === 0 ? '' : `; it holds ${held.join(' and ')}`}.`,
    ),
  ]
}
