/** The circuit breaker: three states, and what each makes of a call and of its result. */
import { checked } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { noSuchOutcome, notATime } from './misuse.ts'
import { type BreakerOptions, breakerSchema, trippingRule } from './options.ts'
import type {
  Admission,
  BreakerMetrics,
  BreakerState,
  CallOutcome,
  Permit,
  Rejection,
  TransitionListener,
} from './state.ts'
import type { TrippingRule } from './tripping-rule.ts'

type Closed = { readonly name: 'closed' }
type Open = {
  readonly name: 'open'
  readonly openSince: Ms
  readonly until: Ms
  readonly rejection: Rejection
}
type HalfOpen = {
  readonly name: 'half-open'
  readonly openSince: Ms
  readonly rejection: Rejection
  left: number
  underWay: number
  passed: number
}

const CLOSED: Closed = Object.freeze({ name: 'closed' })

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
 * changed, changes nothing.
 *
 * Every permit must be settled, with 'ignored' if the call came to nothing. A probe that is never
 * settled holds its place, and once all places are held so the breaker stays half-open, rejecting.
 * Give probes a timeout.
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
  readonly #rule: TrippingRule
  readonly #openFor: Ms
  readonly #probes: number
  readonly #onTransition: TransitionListener | undefined
  #state: Closed | Open | HalfOpen = CLOSED
  /** The permit of this epoch; any other is from an earlier one. */
  #permit: Permit = { admitted: true, epoch: 0 }
  #notPermitted = 0

  /**
   * @param options the rule and the recovery, times in milliseconds and shares 0 to 1
   * @param extras  `where`: what to call this breaker in an error; `onTransition`: told of each
   *                change of state
   * @throws UsageError naming every mistake in the options
   */
  constructor(
    options: BreakerOptions,
    {
      where = 'circuit breaker',
      onTransition,
    }: {
      readonly where?: string
      readonly onTransition?: TransitionListener
    } = {},
  ) {
    const { openFor, probes = 1, ...rule } = checked(breakerSchema, options, where)
    this.#rule = trippingRule(rule)
    this.#openFor = openFor
    this.#probes = probes
    this.#onTransition = onTransition
  }

  /**
   * Asks whether a call may pass.
   *
   * @param now the present, in milliseconds
   * @returns a permit, to be handed to `settle` when the call is over, or a rejection
   */
  admit(now: Ms): Admission {
    const state = this.#state
    if (state.name === 'closed') return this.#permit
    if (state.name === 'half-open') return this.#admitProbe(state)
    if (!(now >= state.until)) return this.#reject(state) // so that NaN never opens the way
    this.#halfOpen(state, now)
    return this.admit(now)
  }

  /**
   * Tells what came of a call that was admitted. Each permit is settled once; the result of a call
   * from an earlier epoch is ignored.
   *
   * @param now when the call was over, in milliseconds
   */
  settle(permit: Permit, outcome: CallOutcome, now: Ms): void {
    if (permit !== this.#permit) return
    const state = this.#state
    switch (state.name) {
      case 'closed':
        return this.#judgeCall(outcome, now)
      case 'half-open':
        return this.#judgeProbe(state, outcome, now)
      case 'open':
        return
    }
  }

  /** Where it stands: a picture that later calls do not change. */
  get state(): BreakerState {
    const state = this.#state
    if (state.name === 'closed') return CLOSED
    const { name, openSince } = state
    if (name === 'open') return { name, openSince, until: state.until }
    return { name, openSince, probesLeft: state.left, probesPassed: state.passed }
  }

  /** What it has counted up to `now`. */
  metrics(now: Ms): BreakerMetrics {
    const counts = this.#rule.counts(now)
    return { state: this.#state.name, ...counts, notPermitted: this.#notPermitted }
  }

  /** Closed and fresh, as in a process just started. Results of calls under way no longer count. */
  reset(now: Ms): void {
    this.#notPermitted = 0
    this.#close(now)
  }

  #judgeCall(outcome: CallOutcome, now: Ms): void {
    switch (outcome) {
      case 'ok':
      case 'failed':
        this.#rule.record(outcome === 'failed', now)
        if (this.#rule.shouldTrip(now)) this.#open(now)
        return
      case 'ignored':
        return
      default:
        throw noSuchOutcome(outcome)
    }
  }

  #admitProbe(state: HalfOpen): Admission {
    if (state.left === 0) return this.#reject(state)
    state.left -= 1
    state.underWay += 1
    return this.#permit
  }

  #judgeProbe(state: HalfOpen, outcome: CallOutcome, now: Ms): void {
    if (state.underWay === 0) return // settled twice: every probe taken is already accounted for
    switch (outcome) {
      case 'ok':
        state.underWay -= 1
        state.passed += 1
        if (state.passed === this.#probes) this.#close(now)
        return
      case 'failed':
        return this.#open(now)
      case 'ignored':
        state.underWay -= 1
        state.left += 1
        return
      default:
        throw noSuchOutcome(outcome)
    }
  }

  #reject({ rejection }: Open | HalfOpen): Rejection {
    this.#notPermitted += 1
    return rejection
  }

  #open(now: Ms): void {
    if (!Number.isFinite(now)) throw notATime(now)
    const until = now + this.#openFor
    this.#become({ name: 'open', openSince: now, until, rejection: rejectionUntil(until) }, now)
  }

  #halfOpen({ openSince }: Open, now: Ms): void {
    const rejection = rejectionUntil(now + this.#openFor)
    const probes = { left: this.#probes, underWay: 0, passed: 0 }
    this.#become({ name: 'half-open', openSince, rejection, ...probes }, now)
  }

  #close(now: Ms): void {
    this.#rule.clear()
    this.#become(CLOSED, now)
  }

  /** The listener comes last, so that it may use the breaker. */
  #become(state: Closed | Open | HalfOpen, now: Ms): void {
    const from = this.#state.name
    this.#state = state
    this.#permit = { admitted: true, epoch: this.#permit.epoch + 1 }
    if (from !== state.name) this.#onTransition?.(from, state.name, now)
  }
}

const rejectionUntil = (retryAt: Ms): Rejection => ({ admitted: false, retryAt })
