/** The circuit breakers of one call: each replica of the caller has its own, as processes do. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import { type BreakerOptions, CircuitBreaker, type Permit } from '../../policies/index.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { CircuitState } from '../../record/recording.ts'
import { whyItChanged } from './breaker-reasons.ts'
import type { Call } from './call.ts'
import { Entry } from './gate.ts'
import { breakerVerdict } from './verdicts.ts'
import type { World } from '../world.ts'

const HELD = 'held open by a fault'

/** One breaker for each replica that calls, made when it first does. */
export class Breakers {
  readonly #options: BreakerOptions
  readonly #ignores: readonly number[]
  /** Whether its rule asks how long calls take. */
  readonly #timesCalls: boolean
  readonly #world: World
  readonly #alarm: Alarm<CircuitBreaker>
  readonly #byReplica: CircuitBreaker[] = []
  /** What each was last known to be, and since when. */
  readonly #states: { readonly is: CircuitState; readonly since: Ms }[] = []
  /** Calls that wait for the probes of a half-open breaker. */
  readonly #waiting: Call[] = []
  /** The faults that hold them open; nearly always none. */
  #heldBy: readonly FaultRecord[] = []
  /** Why they change just now, if it is not what they have counted. */
  #because: string | null = null

  /**
   * @param call the name of the call they guard
   * @param replicas how many replicas make it
   */
  constructor(
    readonly call: string,
    readonly replicas: number,
    options: BreakerOptions,
    world: World,
  ) {
    const { timeout: _, ...machine } = options // a matter of the attempts
    this.#options = machine
    this.#ignores = options.ignores ?? []
    this.#timesCalls = 'slowCallDuration' in options
    this.#world = world
    this.#alarm = new Alarm(world.agenda, breaker => breaker.wake(world.agenda.now))
  }

  /**
   * Asks the breaker of the caller's replica; the permit goes with the call.
   *
   * @returns an `Entry`, or the `Reason` for which it is turned away
   */
  enter(call: Call): number {
    const { now } = this.#world.agenda
    const { index } = call.parent.replica
    const breaker = this.#of(index)
    const admission = breaker.admit(now)
    if (!admission.admitted) {
      for (const fault of this.#heldBy) fault.touched++
      if (admission.waits === undefined) return this.#reasonAt(index)
      this.#waiting.push(call)
      return Entry.Waits
    }
    call.breaker = breaker
    call.permit = admission
    if (this.#timesCalls) call.permittedAt = now
    return Entry.In
  }

  /** Tells the breaker that let an attempt begin how it ended. */
  settle(call: Call, outcome: Outcome, reason: number): void {
    const { now } = this.#world.agenda
    const verdict = breakerVerdict(outcome, reason, this.#ignores)
    const tookMs = this.#timesCalls ? now - call.permittedAt : undefined
    call.breaker?.settle(call.permit as Permit, verdict, now, tookMs)
    call.breaker = null
    if (this.#waiting.length > 0) this.#askAgain(call.parent.replica.index)
  }

  /** A call that may wait here is given up by its caller. */
  forget(call: Call): void {
    const place = this.#waiting.indexOf(call)
    if (place >= 0) this.#waiting.splice(place, 1)
  }

  /** A restarted process knows nothing of earlier failures. */
  reset(replica: number, now: Ms): void {
    this.#changing('its process restarted', () => this.#byReplica[replica]?.reset(now))
    this.#changing(HELD, () => this.#heldBy.forEach(() => this.#of(replica).isolate(now)))
  }

  /** Whether the breaker of any replica is in a state now; one that is held open is open. */
  anyIs(state: 'closed' | 'open' | 'half-open'): boolean {
    for (let replica = 0; replica < this.replicas; replica++) {
      const { name } = this.#byReplica[replica]?.state ?? { name: 'closed' }
      if (name === state || (name === 'isolated' && state === 'open')) return true
    }
    return false
  }

  /** A fault holds them all open, whatever they have counted. */
  hold(by: FaultRecord, now: Ms): void {
    this.#heldBy = [...this.#heldBy, by]
    this.#each(HELD, breaker => breaker.isolate(now))
  }

  /** A fault lets go; with the last they are closed, and have forgotten what they counted. */
  liftFault(by: FaultRecord, now: Ms): void {
    this.#heldBy = this.#heldBy.filter(other => other !== by)
    this.#each('a fault let it go', breaker => breaker.release(now))
  }

  #each(because: string, change: (breaker: CircuitBreaker) => void): void {
    this.#changing(because, () => {
      for (let replica = 0; replica < this.replicas; replica++) change(this.#of(replica))
    })
  }

  #changing(because: string, change: () => void): void {
    this.#because = because
    change()
    this.#because = null
  }

  /** A half-open one turns away who is no probe. */
  #reasonAt(replica: number): number {
    const isHalfOpen = this.#states[replica]?.is === 'half-open'
    return isHalfOpen ? Reason.BreakerHalfOpen : Reason.BreakerOpen
  }

  #of(replica: number): CircuitBreaker {
    return this.#byReplica[replica] ?? this.#make(replica)
  }

  #make(replica: number): CircuitBreaker {
    const { recording } = this.#world
    const breaker: CircuitBreaker = new CircuitBreaker(this.#options, {
      where: this.call,
      since: 0,
      onTransition: (from, to, at) => {
        const lasted = at - (this.#states[replica]?.since ?? 0)
        const because =
          this.#because ?? whyItChanged({ from, to, at, lasted }, breaker, this.#options)
        this.#states[replica] = { is: to, since: at }
        recording.transitions.push({ at, call: this.call, replica, from, to, because })
        if (breaker.wakesAt < Infinity) this.#alarm.set(breaker.wakesAt, breaker)
        if (this.#waiting.length > 0) this.#askAgain(replica)
      },
    })
    this.#byReplica[replica] = breaker
    return breaker
  }

  /** The probes have decided, or one has come to nothing: those who wait ask again, in turn. */
  #askAgain(replica: number): void {
    for (const call of this.#waiting.splice(0)) {
      if (call.parent.replica.index === replica) call.site.tryNow(call)
      else this.#waiting.push(call)
    }
  }
}
