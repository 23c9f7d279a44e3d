/** The states of a breaker and the changes between them; why it changes is the breaker's matter. */
import type { Ms } from '../../kernel/units.ts'
import { insistOnPresent } from '../handed-in.ts'
import { notATime } from './misuse.ts'
import { type BreakerOptions, ratesOver } from './options.ts'
import { roundOf } from './round.ts'
import { CLOSED, DISABLED, isolated, type Open, type Passing, type Phase } from './phase.ts'
import type { Permit, Rejection, TransitionListener } from './state.ts'
import { Waits } from './waits.ts'

/** Where a breaker stands, which permit goes with it, and when it changes by itself. */
export class Circuit {
  readonly #options: BreakerOptions
  readonly #waits: Waits
  readonly #onTransition: TransitionListener | undefined
  #state: Phase
  #permit: Permit = { admitted: true, epoch: 0, probe: false }
  #wakesAt: Ms = Infinity

  constructor(options: BreakerOptions, onTransition: TransitionListener | undefined) {
    this.#options = options
    this.#waits = new Waits(options.openFor)
    this.#onTransition = onTransition
    this.#state = firstPhase(options)
  }

  get state(): Phase {
    return this.#state
  }

  /** The permit of this epoch; any other is from an earlier one. */
  get permit(): Permit {
    return this.#permit
  }

  /** When it changes by itself; Infinity if only a call can do that. */
  get wakesAt(): Ms {
    return this.#wakesAt
  }

  /** How often it has opened since it was last closed. */
  get openings(): number {
    return this.#waits.openings
  }

  open(now: Ms): void {
    if (!Number.isFinite(now)) throw notATime(now)
    const until = now + this.#waits.next()
    const rejection: Rejection = { admitted: false, retryAt: until }
    const wakesAt = this.#options.halfOpens === 'onTimer' ? until : Infinity
    this.#become({ name: 'open', openSince: now, until, rejection }, now, wakesAt)
  }

  halfOpen(openSince: Ms, now: Ms): void {
    const { probes = 1, decision = 'all', excess, halfOpenFor = Infinity } = this.#options
    const retryAt = now + this.#waits.coming
    const rejection: Rejection =
      excess === 'wait' ? { admitted: false, retryAt, waits: true } : { admitted: false, retryAt }
    const round = roundOf(decision, probes, calls => ratesOver(this.#options, calls))
    const counted = { passed: 0, failed: 0, slow: 0, completed: 0 }
    const counters = { left: probes, underWay: 0, ...counted }
    const state = { name: 'half-open', openSince, rejection, round, ...counters } as const
    this.#become(state, now, now + halfOpenFor)
  }

  close(now: Ms): void {
    this.#waits.restart()
    this.#become(CLOSED, now)
  }

  /** Whether an open one has waited long enough; written so that NaN never opens the way. */
  isOver({ until }: Open, now: Ms): boolean {
    return this.#options.probesFrom === 'passed' ? now > until : now >= until
  }

  /** One more holds it open. */
  isolate(now: Ms): void {
    if (this.#state.name === 'isolated') this.#state.holders += 1
    else this.#become(isolated(this.#state.name === 'disabled' ? DISABLED : CLOSED), now)
  }

  /** One of those who hold it open lets go. @returns where it is to stand, after the last */
  letGo(): Passing['name'] | undefined {
    if (this.#state.name !== 'isolated') return undefined
    this.#state.holders -= 1
    return this.#state.holders === 0 ? this.#state.after.name : undefined
  }

  /** One that is held open is disabled when all have let go. */
  disable(now: Ms): void {
    if (this.#state.name === 'isolated') this.#state.after = DISABLED
    else this.#become(DISABLED, now)
  }

  /** Back to where it began. */
  restart(now: Ms): void {
    this.#waits.restart()
    this.#become(firstPhase(this.#options), now)
  }

  /** The listener comes last, so that it may use the breaker. */
  #become(state: Phase, now: Ms, wakesAt: Ms = Infinity): void {
    insistOnPresent(now, 'circuit breaker')
    const from = this.#state.name
    this.#state = state
    this.#wakesAt = wakesAt
    const probe = state.name === 'half-open'
    this.#permit = { admitted: true, epoch: this.#permit.epoch + 1, probe }
    if (from !== state.name) this.#onTransition?.(from, state.name, now)
  }
}

function firstPhase({ mode }: BreakerOptions): Phase {
  if (mode === 'isolated') return isolated(CLOSED)
  return mode === 'disabled' ? DISABLED : CLOSED
}
