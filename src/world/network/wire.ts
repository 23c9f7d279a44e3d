/** The messages of one call site: requests to the callee, answers back, and what befalls them. */
import type { Effect, LossOf } from '../../faults/effect.ts'
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Attempt } from '../../record/journey.ts'
import { NetworkTimes } from '../../record/network-times.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { CacheKeys } from '../caches/keys.ts'
import { meetsOf } from '../calls/asked.ts'
import type { Call } from '../calls/call.ts'
import type { Component } from '../handling/component.ts'
import { type Conditions, reasonOf } from '../faults/conditions.ts'
import { crossing, type Meets, meetsAll } from '../faults/passage.ts'
import type { Link, Way } from './link.ts'
import type { WireParts } from './wire-parts.ts'
import { inOrder } from './in-order.ts'
import { type Destination, Message, noteWay } from './message.ts'
import type { MessageSize } from './message-size.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import { type Shards, shardOf } from '../balancer/shards.ts'
import { corruptResponse } from '../faults/corruption.ts'
import type { Task, TaskPool } from '../handling/task.ts'
import { NOWHERE } from '../handling/task-list.ts'

/** Carries the requests of one call site over its link, and the answers back. */
export class Wire {
  readonly callee: Component
  readonly #caller: string
  readonly #agenda: Agenda
  readonly #tasks: TaskPool
  readonly #site: Actor<Task>
  readonly #link: Link
  readonly #program: Program
  readonly #keys: CacheKeys | null
  readonly #shards: Shards | null
  readonly #addressed: boolean
  readonly #there: Destination
  readonly #back: Destination
  readonly #requestSize: MessageSize
  readonly #responseSize: MessageSize
  readonly #propagate: boolean
  readonly #timeoutMs: Ms

  /** @param site who is told when a message arrives */
  constructor(site: Actor<Task>, parts: WireParts) {
    const { world } = parts.callee
    this.callee = parts.callee
    this.#caller = parts.caller
    this.#agenda = world.agenda
    this.#tasks = world.tasks
    this.#site = site
    this.#link = parts.link
    this.#program = parts.program
    this.#keys = parts.keys
    this.#shards = parts.shards
    this.#addressed = parts.addressed
    this.#there = { site, message: Message.Arrived }
    const answered = inOrder(parts.link.connections, site)
    this.#back = { site: answered, message: Message.Answered }
    this.#requestSize = parts.requestSize
    this.#responseSize = parts.responseSize
    this.#propagate = parts.propagate
    this.#timeoutMs = parts.timeoutMs
  }

  /**
   * Sends the request of a call's attempt, over a connection if it needs one.
   *
   * @param job the request, where it is there already
   */
  send(call: Call, job = this.jobFor(call)): void {
    call.job = job
    if (this.#link.connections === null) this.dispatch(job, meetsAll)
    else this.#link.connections.send(job, this)
  }

  /**
   * Puts a request on its way. Faults on the link may answer, lose or delay it.
   *
   * @param meets which errors it can meet there
   */
  dispatch(job: Task, meets: Meets): void {
    const { conditions, traffic } = this.#link
    if (!conditions.quiet) return this.#dispatchUnder(conditions, job, meets)
    const bytes = this.#requestSize.next()
    job.onItsWay = true
    if (traffic !== null) return traffic.send(job, this.#there, bytes, 0)
    if (job.attempt !== null) return this.#deliverTraced(job, bytes, this.#there)
    job.scheduled = true
    this.#agenda.after(this.#link.latencyMs(bytes, null), this.#site, Message.Arrived, job)
  }

  /** Faults in force may answer a request, lose it or delay it. */
  #dispatchUnder(conditions: Conditions, job: Task, meets: Meets): void {
    const { traffic } = this.#link
    const { now } = this.#agenda
    const bytes = this.#requestSize.next()
    const times = job.attempt === null ? null : new NetworkTimes()
    // Drawn whatever befalls it, so that a fault moves no other chance.
    const delay = traffic === null ? this.#latencyMs(bytes, times, 'there') : 0
    const loss = this.#lossAtOnce
    const { error, isLost, addedMs } = crossing(conditions, now, {
      meets: meetsOf(job.request) ?? meets,
      loss,
    })
    if (error !== null) return this.failed(job, error, error.errorAfterMs)
    job.exposedBytes = bytes
    if (isLost || this.#breaksOff(job, bytes)) return this.#tasks.giveBack(job)
    job.onItsWay = true
    if (traffic !== null) return traffic.send(job, this.#there, bytes, addedMs)
    if (times !== null) times.slowed += addedMs
    this.#deliver(job, delay + addedMs, times, this.#there)
  }

  /** The caller has no connection for a request, and learns of it in an event of its own. */
  refuse(job: Task, reason: number): void {
    job.outcome = Outcome.Rejected
    job.reason = reason
    job.scheduled = true
    this.#agenda.soon(this.#site, Message.Answered, job)
  }

  /** A request goes over a connection that the callee has closed, and is told so after a time. */
  reset(job: Task, afterMs: Ms): void {
    this.#requestSize.next()
    job.fail(Reason.ConnectionReset)
    job.scheduled = true
    this.#agenda.after(afterMs, this.#site, Message.Answered, job)
  }

  /** A fault answers a request with its error, after a time. */
  failed(job: Task, error: Effect, afterMs: Ms): void {
    job.fail(reasonOf(error))
    job.retryAfterMs = error.retryAfterMs
    job.scheduled = true
    this.#agenda.after(afterMs, this.#site, Message.Answered, job)
  }

  /** A request has reached the callee. */
  arrived(job: Task): void {
    job.scheduled = false
    if (job.dead) this.#tasks.giveBack(job)
    else if (this.#addressed) this.callee.replicas[job.key].receive(job)
    else this.callee.receive(job)
  }

  /** Sends the callee's answer back. */
  answer(job: Task): void {
    const { conditions, traffic } = this.#link
    if (!conditions.quiet) return this.#answerUnder(conditions, job)
    const bytes = this.#responseSize.next()
    if (traffic !== null) return traffic.send(job, this.#back, bytes, 0)
    if (job.attempt !== null) return this.#deliverTraced(job, bytes, this.#back)
    job.scheduled = true
    this.#agenda.after(this.#link.latencyMs(bytes, null), this.#site, Message.Answered, job)
  }

  /** Faults in force may spoil an answer, lose it, or hold it back. */
  #answerUnder(conditions: Conditions, job: Task): void {
    const { traffic } = this.#link
    const { now } = this.#agenda
    const bytes = this.#responseSize.next()
    corruptResponse(job, conditions, job.exposedBytes + bytes, now)
    const times = job.attempt === null ? null : new NetworkTimes()
    const delay = traffic === null ? this.#latencyMs(bytes, times, 'back') : 0
    const isLost = conditions.loses('lossBack', now, this.#lossAtOnce)
    if (isLost || this.#breaksOff(job, bytes)) return this.#tasks.giveBack(job)
    const heldMs = conditions.heldMs(now)
    if (traffic !== null) return traffic.send(job, this.#back, bytes, heldMs)
    if (times !== null) times.slowed += heldMs
    this.#deliver(job, delay + heldMs, times, this.#back)
  }

  /** Whether a message that sets out breaks off its connection, and is lost. */
  #breaksOff({ call, ticket }: Task, bytes: number): boolean {
    const { connections } = this.#link
    const connection = (call?.ticket === ticket ? call.lease : null)?.connection ?? null
    return connection !== null && connections?.resets.breaksOff(connection, bytes) === true
  }

  /** A link with traffic sees to the rest itself, each time that it sends. */
  get #lossAtOnce(): LossOf | null {
    return this.#link.traffic === null ? null : 'message'
  }

  /** How long a message takes where nothing carries it, with the bandwidth that faults leave. */
  #latencyMs(bytes: number, times: NetworkTimes | null, way: Way): Ms {
    return this.#link.latencyMs(this.#link.feltBytes(bytes, this.#agenda.now, way), times)
  }

  /** The callee is gone, and the request with it; the connection tells the caller so. */
  breakOff(call: Call, replica: Replica, because: number): void {
    const notice = this.#tasks.take([])
    notice.replica = replica
    notice.call = call
    notice.ticket = call.ticket
    notice.outcome = Outcome.Error
    notice.reason = because
    this.answer(notice)
  }

  /** Stops the request of the attempt under way, wherever it is; an answer is not touched. */
  recall(call: Call): void {
    const job = this.underWay(call)
    if (job === null) return
    if (job.place !== NOWHERE) this.callee.world.cancellations.cancel(job)
    else if (job.onItsWay) job.dead = true
  }

  #deliverTraced(job: Task, bytes: number, to: Destination): void {
    const times = new NetworkTimes()
    this.#deliver(job, this.#link.latencyMs(bytes, times), times, to)
  }

  #deliver(job: Task, delay: Ms, times: NetworkTimes | null, to: Destination): void {
    if (times !== null) noteWay(job.attempt as Attempt, to.message, { ms: delay, times })
    job.scheduled = true
    this.#agenda.after(delay, to.site, to.message, job)
  }

  /** The request of the attempt under way, unless it is lost. */
  underWay(call: Call): Task | null {
    const { job } = call
    return job !== null && job.call === call && job.ticket === call.ticket ? job : null
  }

  /** The request of an attempt of a call. */
  jobFor(call: Call): Task {
    const job = this.#tasks.take(this.#program)
    job.call = call
    job.ticket = call.ticket
    job.client = this.#caller
    job.attempt = call.attempt
    job.request = call.parent.request
    job.priority = call.parent.priority
    job.session = this.#shards === null ? call.parent.session : shardOf(call, this.#shards)
    if (this.#propagate) {
      job.deadlineAt = Math.min(call.deadlineAt, this.#agenda.now + this.#timeoutMs)
    }
    if (this.#keys !== null || this.#addressed) {
      job.keys = this.#keys
      job.key = call.parent.askedKey
    }
    return job
  }
}
