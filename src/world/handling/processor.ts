/**
 * Where the work of a replica gets done once it no longer simply takes its time: by a number of
 * cores that all work shares equally, slowed, or standing still. Pieces of work end by a clock of
 * their own, which runs as fast as each of them gets on; so whatever changes that, changes it for
 * what is under way as well, and only the next piece to end stands in the agenda.
 */
import type { ContentionData } from '../../declare/resources-data.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import type { ReplicaEffects } from '../faults/replica-effects.ts'
import { contended } from '../resources/slowdowns.ts'
import { Pieces } from './pieces.ts'
import type { Task } from './task.ts'

/** What a processor is made for. */
export type Workplace = {
  readonly agenda: Agenda
  /** How many pieces of work get on at full speed; more share them. */
  readonly cores: number
  /** How they get into each other's way; null if they do not. */
  readonly contention: ContentionData | null
  /** Pieces of work that were begun without a processor, and still stand in the agenda. */
  readonly begun: number
  /** A piece of work has ended. */
  ended(event: number, task: Task): void
}

/** Gets the work of one replica done. */
export class Processor {
  readonly #place: Workplace
  readonly #alarm: Alarm<number>
  readonly #pieces = new Pieces()
  /** All pieces under way, those in the agenda included. */
  #count: number
  #stops = false
  #speed = 1
  #atOnce = Infinity
  #burden = 1

  // The clock of work: where it stood, since when, and how fast it has run from then on.
  #clock: Ms
  #since: Ms
  #pace = 1
  /** When the next one ends; and the round of the alarm set for that: those before are void. */
  #nextAt = Infinity
  #round = 0

  constructor(place: Workplace) {
    this.#place = place
    this.#alarm = new Alarm(place.agenda, round => this.#ring(round))
    this.#count = place.begun
    this.#clock = place.agenda.now
    this.#since = place.agenda.now
  }

  /** Takes note of what now slows this replica, or no longer does. */
  adapt({ stops, speed, atOnce }: ReplicaEffects): void {
    this.#stops = stops
    this.#speed = speed
    this.#atOnce = atOnce
    this.#changed()
  }

  /** From now on all work takes so many times as long as it would. */
  bear(burden: number): void {
    if (burden === this.#burden) return
    this.#burden = burden
    this.#changed()
  }

  /** How many pieces of work are under way. */
  get pieces(): number {
    return this.#count
  }

  /** A piece of work begins. */
  begin(task: Task, event: number): void {
    this.#count++
    this.#setOff()
    this.#add(task, event, this.#clock + task.pieceMs)
    this.#changed()
  }

  /**
   * The time is up for a piece of work begun without a processor, by the clock of the world.
   *
   * @returns whether it is done; if not, the processor sees to the rest
   */
  completes(task: Task, event: number): boolean {
    this.#setOff()
    const end = task.pieceSince + task.pieceMs
    const isDone = end <= this.#clock
    if (isDone) this.#count--
    else this.#add(task, event, end)
    this.#changed()
    return isDone
  }

  /**
   * A task that is stopped is no longer under way.
   *
   * @param isWork whether a piece of work is called off, and no wait by the clock
   */
  remove(task: Task, isWork: boolean): void {
    const isHere = this.#pieces.has(task)
    if (!isHere && !isWork) return
    this.#setOff()
    this.#count--
    if (isHere) {
      this.#pieces.remove(task)
      task.scheduled = false
    }
    this.#changed()
  }

  /**
   * How much of a piece that is under way is done: work, and no wait by the clock, which is all
   * done in its time.
   */
  doneOf(task: Task, isWork: boolean): Ms {
    this.#setOff()
    if (this.#pieces.has(task)) return task.pieceMs - (task.workEnds - this.#clock)
    return (isWork ? this.#clock : this.#since) - task.pieceSince
  }

  #ring(round: number): void {
    if (round !== this.#round) return this.#place.agenda.uncount()
    const task = this.#pieces.next as Task
    this.#pieces.remove(task)
    this.#clock = task.workEnds // without the rounding of a division and a product
    this.#since = this.#place.agenda.now
    this.#nextAt = Infinity
    this.#count--
    this.#changed()
    this.#place.ended(task.pieceEvent, task)
  }

  /** Of two that end together the one that began first ends first. */
  #add(task: Task, event: number, end: Ms): void {
    task.scheduled = true
    task.pieceEvent = event
    task.workEnds = end
    this.#pieces.add(task)
  }

  /** The clock is brought up to now. */
  #setOff(): void {
    const { now } = this.#place.agenda
    const isOnTime = this.#pace === 1 && this.#clock === this.#since
    this.#clock = isOnTime ? now : this.#clock + (now - this.#since) * this.#pace
    this.#since = now
  }

  /** How fast each piece gets on may be another now, and so when the next one ends. */
  #changed(): void {
    this.#setOff()
    this.#pace = this.#paceNow()
    const at = this.#endOf(this.#pieces.next)
    if (at === this.#nextAt) return
    this.#nextAt = at
    this.#round++
    if (at < Infinity) this.#alarm.set(at, this.#round)
  }

  #endOf(piece: Task | undefined): Ms {
    if (piece === undefined || this.#pace === 0) return Infinity
    const at = this.#since + (piece.workEnds - this.#clock) / this.#pace
    return Math.max(at, this.#since)
  }

  #paceNow(): number {
    if (this.#stops) return 0
    const running = Math.min(this.#count, this.#atOnce)
    if (running === 0) return 1
    const { cores, contention } = this.#place
    const each = cores === Infinity ? this.#speed : Math.min(1, (cores * this.#speed) / running)
    const slowness = this.#burden * (contention === null ? 1 : contended(contention, running))
    return (each * running) / this.#count / slowness
  }
}
