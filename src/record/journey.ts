/** The journey of one request: each call it led to, when, and where the time went. */
import { UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Ms } from '../kernel/units.ts'
import { NetworkTimes } from './network-times.ts'
import type { OutcomeName } from './outcome.ts'

/** A named piece of work inside a handling. */
export type WorkDone = { readonly label: string; readonly ms: Ms }

/** One attempt of a call: there over the network, handled, and back. All times in milliseconds. */
export type Attempt = {
  readonly at: Ms
  until: Ms
  outcome: OutcomeName | 'unanswered'
  /** The replica that handled it, from 0. */
  replica: number
  /** On the way there and on the way back. */
  thereMs: Ms
  backMs: Ms
  /** What those two are made of; all 0 on a way that no message has come to the end of. */
  readonly there: NetworkTimes
  readonly back: NetworkTimes
  /** In queues, for a slot. */
  waitingMs: Ms
  /** Working, and at what. */
  workingMs: Ms
  readonly work: WorkDone[]
  /** The calls made while handling it, in order. */
  readonly calls: Hop[]
}

/** One call as its caller saw it: an attempt, or several with back-off between. */
export type Hop = {
  /** `caller->callee`. */
  readonly call: string
  readonly at: Ms
  until: Ms
  outcome: OutcomeName | 'unanswered'
  /** What was asked, in short, as `POST /17` or `select …`; left out where nobody has said. */
  asked?: string
  /** Pauses between attempts. */
  backoffMs: Ms
  /** Held back by the caller's own limits, before the first attempt; left out if it was not. */
  heldMs?: Ms
  readonly attempts: Attempt[]
  /**
   * Of a call of clients: the steps that stood in for it when it failed, with their work and their
   * calls; left out if none did. (Those of a service are among the calls of its own attempt.)
   */
  standIn?: Attempt
  /** Nobody waited for it: the delivery of a message, or a call behind an answer already given. */
  isBackground?: true
}

/** Where the time of a journey went, in milliseconds. */
export type Breakdown = {
  /** On the way, both ways; and what that is made of, each way apart. */
  readonly network: Ms
  readonly there: NetworkTimes
  readonly back: NetworkTimes
  readonly waiting: Ms
  readonly working: Ms
  readonly backoff: Ms
  /** Working, by the label of the work; work without one goes by its component's name. */
  readonly work: { readonly [label: string]: Ms }
}

/**
 * A journey by its number, from 0.
 *
 * @throws UsageError when there is none
 */
export function journeyAt(journeys: readonly Hop[], index: number): Hop {
  if (Number.isInteger(index) && index >= 0 && index < journeys.length) return journeys[index]
  const fix =
    journeys.length === 0
      ? 'simulate with { trace: true }'
      : `ask for one from 0 to ${journeys.length - 1}`
  throw new UsageError({ what: `there is no journey ${quote(index)}`, where: 'trace', fix })
}

/** What was tried, and then what stood in. */
export const attemptsOf = ({ attempts, standIn }: Hop): readonly Attempt[] =>
  standIn === undefined ? attempts : [...attempts, standIn]

/**
 * Adds up where the time of a hop and of all below it went. Parallel calls count each; what went on
 * behind an answer does not.
 */
export function breakdown(journey: Hop): Breakdown {
  const total = { network: 0, waiting: 0, working: 0, backoff: 0 }
  const [there, back] = [new NetworkTimes(), new NetworkTimes()]
  const work = new Map<string, Ms>()
  const pending = [journey]
  for (let hop = pending.pop(); hop !== undefined; hop = pending.pop()) {
    if (hop.isBackground) continue
    total.backoff += hop.backoffMs
    total.waiting += hop.heldMs ?? 0
    for (const attempt of attemptsOf(hop)) {
      total.network += attempt.thereMs + attempt.backMs
      there.add(attempt.there)
      back.add(attempt.back)
      total.waiting += attempt.waitingMs
      total.working += attempt.workingMs
      for (const { label, ms } of attempt.work) work.set(label, (work.get(label) ?? 0) + ms)
      pending.push(...attempt.calls)
    }
  }
  return { ...total, there, back, work: Object.fromEntries(work) }
}
