/**
 * How what belongs to a connection, and is no call of its own, gets over a link: with its latency,
 * and again and again where it is lost, as TCP sends it.
 */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  connectingPlainly,
  crossing,
  isCutOff,
  isLostOnLeaving,
  type Meets,
} from '../../world/faults/passage.ts'
import { reasonOf } from '../../world/faults/conditions.ts'
import type { Replica } from '../../world/handling/replica.ts'
import type { Task } from '../../world/handling/task.ts'
import type { Link, Way } from '../../world/network/link.ts'
import { Message } from '../../world/network/message.ts'
import type { Socket } from '../../world/network/sockets.ts'
import type { Traffic } from '../../world/network/traffic.ts'

/** How long a packet is waited for at first; twice as long each time. */
export const FIRST_PATIENCE_MS = 200
/** A connection on which nothing came through for so long is given up. */
export const LONGEST_PATIENCE_MS = FIRST_PATIENCE_MS * 2 ** 10

/** What is sent in one piece, and what becomes of it. */
export type Packet = {
  readonly bytes: number
  /** Which errors of a link it can meet on its way there. */
  readonly meets: Meets
  readonly arrived: () => void
  /** It met an error on its way: the number of its reason, or 0 where it was lost too often. */
  readonly failed: (reason: number) => void
  /** Whether anybody is there to take it; if not it was lost. Default: somebody is. */
  readonly isMet?: () => boolean
  /** It is for good that it gets lost. Default: it is sent again. */
  readonly isSentOnce?: boolean
}

/** A packet that makes a connection, or closes one. */
export const bare = (arrived: () => void, failed: (reason: number) => void = () => {}): Packet => ({
  bytes: 0,
  meets: connectingPlainly,
  arrived,
  failed,
})

/** One try to send a packet. */
type Try = { readonly way: Way; readonly packet: Packet; readonly patience: Ms; isOver: boolean }

/** The way between a caller and one replica of a component. */
export class Road implements Actor<Task> {
  readonly #link: Link
  readonly #callee: Replica
  readonly #agenda: Agenda
  readonly #alarm: Alarm<() => void>
  #socket: Socket | null = null

  constructor(link: Link, callee: Replica) {
    this.#link = link
    this.#callee = callee
    this.#agenda = callee.component.agenda
    this.#alarm = new Alarm(this.#agenda, ring => ring())
  }

  get now(): Ms {
    return this.#agenda.now
  }

  /** Calls back so much later, in an event of the world. */
  after(ms: Ms, ring: () => void): void {
    this.#alarm.set(this.now + ms, ring)
  }

  /** There is a connection over it. @param breakOff tells both ends that it has broken off */
  opened(breakOff: () => void): void {
    this.#socket = this.#link.sockets?.made(breakOff) ?? null
  }

  /** Bytes set out. @returns whether that breaks the connection off, and loses them */
  breaksOff(bytes: number): boolean {
    return this.#socket !== null && this.#link.sockets?.breaksOff(this.#socket, bytes) === true
  }

  /** The connection over it is closed. */
  closed(): void {
    if (this.#socket !== null) this.#link.sockets?.closed(this.#socket)
  }

  /** Sends something to the component, or from there back to the caller. */
  send(way: Way, packet: Packet): void {
    this.#send({ way, packet, patience: FIRST_PATIENCE_MS, isOver: false })
  }

  /** How long bytes keep a sender from what it sends next: where links share, those see to it. */
  sendingMs(way: Way, bytes: number): Ms {
    const link = this.#link
    if (link.traffic !== null || !link.feelsSize(bytes)) return 0
    return link.sendingMs(link.feltBytes(this.#sized(way, bytes), this.now, way))
  }

  /** What a link with traffic has carried. */
  on(_message: Message, job: Task): void {
    const carried = job.request as Try
    this.#callee.component.world.tasks.giveBack(job)
    carried.isOver = true
    this.#arrived(carried, this.now)
  }

  #send(one: Try): void {
    const { way, packet } = one
    const { now } = this
    const { error, isLost, addedMs } = this.#met(way, packet.meets)
    if (error !== null) return this.after(0, () => packet.failed(error))
    if (isLost) return this.#sendAgain(one, now)
    if (packet.bytes > 0 && this.breaksOff(packet.bytes)) return
    const { traffic } = this.#link
    if (traffic !== null) return this.#carried(one, traffic, addedMs)
    const sent = this.#sized(way, packet.bytes)
    const latency = this.#link.latencyMs(this.#link.feltBytes(sent, now, way), null)
    this.after(latency + addedMs, () => this.#arrived(one, now))
  }

  #arrived(one: Try, sentAt: Ms): void {
    const { isMet, arrived } = one.packet
    if (isMet === undefined || isMet()) arrived()
    else this.#sendAgain(one, sentAt)
  }

  #sendAgain({ way, packet, patience }: Try, sentAt: Ms): void {
    if (packet.isSentOnce === true) return
    const isGivenUp = patience >= LONGEST_PATIENCE_MS
    this.after(Math.max(0, sentAt + patience - this.now), () =>
      isGivenUp
        ? packet.failed(0)
        : this.#send({ way, packet, patience: patience * 2, isOver: false }),
    )
  }

  /** A link with traffic carries it as any message, and tells nobody of what it has lost. */
  #carried(one: Try, traffic: Traffic, addedMs: Ms): void {
    const { way, packet, patience } = one
    const job = this.#callee.component.world.tasks.take([])
    const message = way === 'there' ? Message.Arrived : Message.Answered
    job.request = one
    traffic.send(job, { site: this, message }, packet.bytes, addedMs)
    const look = (): void => {
      if (one.isOver) return
      if (job.request === one) this.after(patience, look)
      else this.#sendAgain(one, this.now - patience)
    }
    this.after(patience, look)
  }

  #sized(way: Way, bytes: number): number {
    return way === 'back' ? this.#link.backBytes(bytes) : bytes
  }

  #met(way: Way, meets: Meets): { error: number | null; isLost: boolean; addedMs: Ms } {
    const { now } = this
    const { conditions } = this.#callee
    const there = this.#link.conditions
    // A link with traffic sees to the rest itself, each time that it sends.
    const loss = this.#link.traffic === null ? null : 'message'
    if (way === 'back') {
      const isLost =
        isLostOnLeaving(conditions, now) || (!there.quiet && there.loses('lossBack', now, loss))
      return { error: null, isLost, addedMs: there.quiet ? 0 : there.heldMs(now) }
    }
    if (isCutOff(conditions, now)) return { error: null, isLost: true, addedMs: 0 }
    if (there.quiet) return { error: null, isLost: false, addedMs: 0 }
    const met = crossing(there, now, { meets, loss })
    return { ...met, error: met.error && reasonOf(met.error) }
  }
}
