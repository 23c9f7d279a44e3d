/**
 * The messages on a link that is more than a latency: they wait for bandwidth or share it, are held
 * up by congestion, get lost and are sent again.
 */
import type { LossData, TrafficData } from '../../declare/network/network-data.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { TimeGrid } from '../../record/grid.ts'
import { LinkEvent, type LinkMeter, type WayMeter } from '../../record/link-meter.ts'
import { NetworkTimes } from '../../record/network-times.ts'
import type { Link } from './link.ts'
import { type Destination, Message, noteWay } from './message.ts'
import type { Task, TaskPool } from '../handling/task.ts'
import type { World } from '../world.ts'
import { congestionFactor } from './congestion.ts'
import type { Direction } from './direction.ts'
import { type Parcel, ParcelPool } from './parcel.ts'

const BITS_PER_BYTE = 8

/** What is sent is not lost. */
const KEPT = 'kept'

/** What the traffic of one link is made of. */
export type TrafficPieces = {
  readonly data: TrafficData
  /** What becomes of lost messages; null when nothing but faults loses any, and for good. */
  readonly loss: LossData | null
  /** What becomes of the packets that a fault loses. */
  readonly transport: LossData
  readonly there: Direction
  readonly back: Direction
  readonly meter: LinkMeter
  /** Decides what is lost. */
  readonly chance: Chance
}

/** All messages of one link, there and back. */
export class Traffic {
  readonly #agenda: Agenda
  readonly #grid: TimeGrid
  readonly #tasks: TaskPool
  readonly #link: Link
  readonly #pieces: TrafficPieces
  readonly #again: Alarm<Parcel>
  readonly #parcels: ParcelPool
  #turn = 0

  constructor(world: World, link: Link, pieces: TrafficPieces) {
    const { data, loss } = pieces
    this.#agenda = world.agenda
    this.#grid = world.recording.grid
    this.#tasks = world.tasks
    this.#parcels = new ParcelPool(world.memory)
    this.#link = link
    this.#pieces = pieces
    this.#again = new Alarm(world.agenda, parcel => this.#sendAgain(parcel))
    const watches = data.congestion !== null || isCongestible(loss)
    for (const direction of [pieces.there, pieces.back]) {
      direction.sharing.expect?.(data.rate, data.weight)
      direction.sharing.expect?.(data.windowRate, data.weight)
      if (watches) direction.watch()
    }
  }

  /**
   * Sends a message. Its destination is told when it arrives, unless it is lost.
   *
   * @param job the task that is the message
   * @param slowedMs what faults add
   */
  send(job: Task, to: Destination, bytes: number, slowedMs: Ms): void {
    const parcel = this.#parcels.take()
    job.scheduled = true
    parcel.job = job
    parcel.traffic = this
    parcel.to = to
    parcel.bytes = bytes
    parcel.slowedMs = slowedMs
    parcel.sentAt = this.#agenda.now
    parcel.tries = 0
    parcel.turn = this.#turn++
    parcel.times = job.attempt === null ? null : new NetworkTimes()
    this.#count(parcel, LinkEvent.Sent)
    this.#transmit(parcel)
  }

  /** Whether what a partition loses is sent again. */
  get outlivesPartitions(): boolean {
    return this.#pieces.loss?.retransmits === true
  }

  /** The last bit of a message has left, or will have after a time. */
  left(parcel: Parcel, afterMs: Ms): void {
    const { queuingMs, sendingMs, times } = parcel
    this.#meterOf(parcel).queuing.record(this.#slot, queuingMs)
    if (times !== null) {
      times.queuing += queuingMs
      times.transmission += sendingMs
    }
    const loss = this.#lossOf(parcel)
    if (loss !== KEPT) return this.#lost(parcel, LinkEvent.Lost, afterMs, loss)
    const latencyMs = this.#link.latencyMs(0, times)
    const congestedMs = (sendingMs + latencyMs) * this.#congestion(parcel)
    if (times !== null) times.queuing += congestedMs
    this.#deliver(parcel, afterMs + latencyMs + congestedMs)
  }

  #transmit(parcel: Parcel): void {
    const { now } = this.#agenda
    const { data } = this.#pieces
    const { sharing, utilisation, bufferBits } = this.#directionOf(parcel)
    parcel.startedAt = now
    const way = parcel.to.message === Message.Arrived ? 'there' : 'back'
    parcel.bits = this.#link.feltBytes(parcel.bytes, now, way) * BITS_PER_BYTE
    parcel.rate = parcel.bytes > data.windowBytes ? data.windowRate : data.rate
    parcel.weight = data.weight
    utilisation?.note(parcel.bits, now)
    const isFull = bufferBits < Number.POSITIVE_INFINITY && sharing.backlog(now) > bufferBits
    if (isFull) this.#lost(parcel, LinkEvent.Dropped, 0, this.#pieces.loss)
    else sharing.carry(parcel, now)
  }

  #deliver(parcel: Parcel, afterMs: Ms): void {
    const { job, to, times, slowedMs } = parcel
    const { now } = this.#agenda
    if (times !== null && job.attempt !== null) {
      times.slowed += slowedMs
      noteWay(job.attempt, to.message, { ms: now - parcel.sentAt + afterMs + slowedMs, times })
    }
    this.#agenda.after(afterMs + slowedMs, to.site, to.message, job)
    this.#parcels.giveBack(parcel)
  }

  /** How much longer all takes by the model of congestion, as a share of what it takes. */
  #congestion(parcel: Parcel): number {
    const { congestion } = this.#pieces.data
    return congestion === null ? 0 : congestionFactor(congestion, this.#busy(parcel)) - 1
  }

  /** Faults lose what is sent, and so does the link itself. @returns what becomes of it then */
  #lossOf(parcel: Parcel): LossData | null | typeof KEPT {
    const { conditions } = this.#link
    const { loss, transport } = this.#pieces
    if (!conditions.quiet) {
      const { now } = this.#agenda
      const way = parcel.to.message === Message.Arrived ? 'lossThere' : 'lossBack'
      if (conditions.loses(way, now, 'way')) return loss
      if (conditions.loses(way, now, 'packet')) return transport
    }
    return loss !== null && this.#isLostBy(loss, parcel) ? loss : KEPT
  }

  #isLostBy(loss: LossData, parcel: Parcel): boolean {
    const isCongested = isCongestible(loss) && this.#busy(parcel) > loss.above
    const rate = isCongested ? loss.congested : loss.rate
    return rate > 0 && this.#pieces.chance.next() < rate
  }

  /** The transport waits for an acknowledgement, longer each time, and sends again. */
  #lost(parcel: Parcel, event: LinkEvent, afterMs: Ms, loss: LossData | null): void {
    this.#count(parcel, event)
    if (loss === null || !loss.retransmits || parcel.tries === loss.most) {
      this.#count(parcel, LinkEvent.GivenUp)
      return this.#forget(parcel)
    }
    const waitMs = loss.rtoMs * (1 << parcel.tries++)
    if (parcel.times !== null) parcel.times.retransmission += waitMs
    this.#again.set(this.#agenda.now + afterMs + waitMs, parcel)
  }

  #sendAgain(parcel: Parcel): void {
    if (parcel.job.dead) return this.#forget(parcel)
    this.#count(parcel, LinkEvent.Retransmitted)
    this.#transmit(parcel)
  }

  /** Nobody will hear of it. */
  #forget(parcel: Parcel): void {
    const { job } = parcel
    job.scheduled = false
    job.onItsWay = false
    this.#tasks.giveBack(job)
    this.#parcels.giveBack(parcel)
  }

  #busy(parcel: Parcel): number {
    return this.#directionOf(parcel).utilisation?.at(this.#agenda.now) ?? 0
  }

  #directionOf({ to }: Parcel): Direction {
    return to.message === Message.Arrived ? this.#pieces.there : this.#pieces.back
  }

  #meterOf({ to }: Parcel): WayMeter {
    const { meter } = this.#pieces
    return to.message === Message.Arrived ? meter.there : meter.back
  }

  #count(parcel: Parcel, event: LinkEvent): void {
    this.#meterOf(parcel).count(this.#slot, event)
  }

  get #slot(): number {
    return this.#grid.slotAt(this.#agenda.now)
  }
}

const isCongestible = (loss: LossData | null): boolean =>
  loss !== null && loss.congested !== loss.rate
