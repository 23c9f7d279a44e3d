/** The circuit breaker: what each of its states makes of a call and of its result. */
import { checked } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { insistOnPresent } from '../handed-in.ts'
import { Circuit } from './circuit.ts'
import type { BreakerExtras } from './extras.ts'
import { Ledger } from './ledger.ts'
import { insistOnWhatItKeeps, noPermit } from './misuse.ts'
import { type BreakerOptions, breakerSchema } from './options.ts'
import { countsOf, type HalfOpen, pictureOf } from './phase.ts'
import type {
  Admission,
  BreakerMetrics,
  BreakerState,
  CallOutcome,
  Permit,
  Rejection,
} from './state.ts'
import { takenFor } from './taken-for.ts'

/** Changes of state that it catches up with in one call; what is left is for the next. */
const MOST_TURNS = 1_000

/**
 * Stops calling what keeps failing, and finds out gently whether it is well again.
 *
 * - Closed: every call passes. After each completed call the tripping rule is asked; when it says
 *   so the breaker opens.
 * - Open: every call is rejected for `openFor`, counted from the instant it opened. The first call
 *   at or after that instant makes it half-open; nothing happens without a call.
 * - Half-open: `probes` calls pass, counted when admitted, and the rest are rejected. When all have
 *   succeeded it closes with nothing remembered; at the first failure it opens again.
 *
 * A result counts only in the epoch its call was admitted in: what comes late, after the state has
 * changed, changes nothing. All of this is as the options do not say otherwise; `like` has the
 * options by which it behaves as one of the well-known libraries.
 *
 * Every permit must be settled, with 'cancelled' if the call came to nothing. A probe that is never
 * settled holds its place, and once all places are held so the breaker stays half-open, rejecting.
 * Give probes a timeout, or the breaker a `halfOpenFor`.
 *
 * Nothing is allocated by `admit` and `settle` but at a change of state.
 *
 * @example
 * const breaker = new CircuitBreaker({ consecutive: 5, openFor: 30_000 })
 *
 * async function guarded<T>(ask: () => Promise<T>): Promise<T> {
 *   const admission = breaker.admit(Date.now())
 *   if (!admission.admitted) throw new Error(`not before ${new Date(admission.retryAt)}`)
 *   try {
 *     const answer = await ask()
 *     breaker.settle(admission, 'ok', Date.now())
 *     return answer
 *   } catch (error) {
 *     breaker.settle(admission, 'failed', Date.now())
 *     throw error
 *   }
 * }
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions
  readonly #circuit: Circuit
  readonly #ledger: Ledger
  #notPermitted = 0

  /**
   * @param options the rule, the recovery, the bearing; times in milliseconds and shares 0 to 1
   * @param extras  its name in an error, a listener, when its process began
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: BreakerOptions, extras: BreakerExtras = {}) {
    this.#options = checked(breakerSchema, options, extras?.where ?? 'circuit breaker')
    insistOnWhatItKeeps(this.#options, { ...extras })
    this.#circuit = new Circuit(this.#options, extras?.onTransition)
    this.#ledger = new Ledger(this.#options, extras?.since ?? 0)
  }

  /**
   * Asks whether a call may pass.
   *
   * @param now the present, in milliseconds
   * @returns a permit, to be handed to `settle` when the call is over, or a rejection
   */
  admit(now: Ms): Admission {
    insistOnPresent(now, 'circuit breaker, admit(now)')
    if (now >= this.#circuit.wakesAt) this.wake(now)
    if (this.#ledger.countsAsked) this.#ledger.began(now)
    return this.#admit(now)
  }

  /**
   * Tells what came of a call that was admitted. Each permit is settled once; the result of a call
   * from an earlier epoch is ignored, unless the options want it.
   *
   * @param now when the call was over, in milliseconds
   * @param tookMs how long it took; only needed where slow calls count
   * @throws UsageError for an outcome, a time or a duration that is none
   */
  settle(permit: Permit, outcome: CallOutcome, now: Ms, tookMs?: Ms): void {
    if (!permit?.admitted) throw noPermit()
    if (now > this.#circuit.wakesAt) this.wake(now) // a result comes before a timer, a call after
    const { state } = this.#circuit
    if (permit === this.#circuit.permit) {
      if (state.name === 'closed') return this.#judgeCall(outcome, now, tookMs)
      if (state.name !== 'half-open' || state.underWay === 0) return // it is settled already
      return this.#judgeProbe(state, outcome, now, tookMs, 1)
    }
    const { lateResults = 'dropped' } = this.#options
    if (lateResults === 'dropped' || state.name === 'disabled') return
    if (lateResults === 'applied' && state.name === 'half-open') {
      return this.#judgeProbe(state, outcome, now, tookMs)
    }
    if (lateResults === 'applied' || !permit.probe) this.#judgeCall(outcome, now, tookMs)
  }

  /** Where it stands: a picture that later calls do not change. See `wake` where timers play. */
  get state(): BreakerState {
    return pictureOf(this.#circuit.state)
  }

  /** What it has counted up to `now`. */
  metrics(now: Ms): BreakerMetrics {
    this.wake(now)
    const { state, openings } = this.#circuit
    const isRound = state.name === 'half-open' && this.#options.probesCount !== 'always'
    const counts = isRound ? countsOf(state) : this.#ledger.counts(now)
    const notPermitted = this.#notPermitted
    return { state: state.name, ...counts, notPermitted, openings }
  }

  /** When it changes its state by itself, in milliseconds; Infinity if only a call can do that. */
  get wakesAt(): Ms {
    return this.#circuit.wakesAt
  }

  /** Lets it change its state by itself, if it is time; calls and results do so, too. */
  wake(now: Ms): void {
    insistOnPresent(now, 'circuit breaker, wake(now)')
    for (let turns = 0; now >= this.#circuit.wakesAt && turns < MOST_TURNS; turns += 1) {
      const { state, wakesAt } = this.#circuit
      if (state.name === 'open') this.#circuit.halfOpen(state.openSince, wakesAt)
      else if (this.#options.afterHalfOpen === 'closed') this.close(wakesAt)
      else this.#circuit.open(wakesAt)
    }
  }

  /** Opens it as if its rule had: it recovers by itself. One open or held open stays as it is. */
  open(now: Ms): void {
    const { name } = this.#circuit.state
    if (name !== 'open' && name !== 'isolated') this.#circuit.open(now)
  }

  /** Closes it, whatever it was: also one that is held open. */
  close(now: Ms): void {
    this.#ledger.closed()
    this.#circuit.close(now)
  }

  /** Holds it open until every one who did so has let go by `release`. */
  isolate(now: Ms): void {
    this.#circuit.isolate(now)
  }

  /** Lets go of a breaker held open; with the last it closes, or is disabled if it was to be. */
  release(now: Ms): void {
    const name = this.#circuit.letGo()
    if (name !== undefined) this.close(now)
    if (name === 'disabled') this.disable(now)
  }

  /** Takes it out of service until `close`: all pass uncounted. Held open, it waits for that. */
  disable(now: Ms): void {
    this.#circuit.disable(now)
  }

  /** As good as new, as in a process just started. Results of calls under way no longer count. */
  reset(now: Ms): void {
    this.#notPermitted = 0
    this.#ledger.restart(now)
    this.#circuit.restart(now)
  }

  #admit(now: Ms): Admission {
    const { state } = this.#circuit
    switch (state.name) {
      case 'closed':
        if (this.#ledger.countsStarted) this.#ledger.began(now)
        return this.#circuit.permit
      case 'disabled':
        return this.#circuit.permit
      case 'isolated':
        return this.#reject(state.rejection)
      case 'half-open':
        return this.#admitProbe(state, now)
      case 'open':
        if (!this.#circuit.isOver(state, now)) return this.#reject(state.rejection)
        this.#circuit.halfOpen(state.openSince, now)
        return this.#admit(now)
    }
  }

  #admitProbe(state: HalfOpen, now: Ms): Admission {
    if (state.left === 0) return this.#reject(state.rejection)
    if (this.#ledger.countsStarted) this.#ledger.probeBegan(now)
    state.left -= 1
    state.underWay += 1
    return this.#circuit.permit
  }

  #reject(rejection: Rejection): Rejection {
    if (rejection.waits === undefined) this.#notPermitted += 1
    return rejection
  }

  /** The result of a call let through while closed; the breaker may have changed since. */
  #judgeCall(outcome: CallOutcome, now: Ms, tookMs: Ms | undefined): void {
    const result = takenFor(this.#options, outcome, 'call')
    if (result === 'none') return
    const failed = result === 'failed'
    this.#ledger.record(failed, this.#ledger.isSlow(tookMs), now)
    const { name } = this.#circuit.state
    const mayOpen = name === 'closed' || name === 'half-open'
    if (mayOpen && this.#ledger.isEnough(failed, now)) this.#circuit.open(now)
  }

  /** @param back how many of the probes under way this is: none, if its call came late */
  #judgeProbe(
    state: HalfOpen,
    outcome: CallOutcome,
    now: Ms,
    tookMs: Ms | undefined,
    back: 0 | 1 = 0,
  ): void {
    const result = takenFor(this.#options, outcome, 'probe')
    state.underWay -= back
    if (result === 'none') {
      state.left += 1
      return
    }
    const [failed, slow] = [result === 'failed', this.#ledger.isSlow(tookMs)]
    state.completed += 1
    if (failed) state.failed += 1
    if (slow) state.slow += 1
    if (!failed && !slow) state.passed += 1
    const decided = state.round.take(failed, slow, state.underWay)
    if (decided === 'open') this.#circuit.open(now)
    if (decided === 'closed') this.close(now)
    this.#ledger.recordProbe(failed, slow, decided, now)
  }
}
