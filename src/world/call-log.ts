/** Writes what becomes of the calls of one call site into the recording. */
import type { Ms } from '../kernel/units.ts'
import type { TimeGrid } from '../record/grid.ts'
import { isServed, type Outcome, outcomeNames } from '../record/outcome.ts'
import type { Counts, Tally } from '../record/tally.ts'
import type { Call } from './call.ts'
import type { World } from './world.ts'

/** The numbers of one call, and its place in journeys. */
export class CallLog {
  readonly #world: World
  readonly #grid: TimeGrid
  readonly #name: string
  readonly #tally: Tally
  readonly #attempts: Counts
  readonly #areRequests: boolean

  /** @param requestClass of the requests, if clients make the calls */
  constructor(world: World, name: string, requestClass: string | null) {
    const { recording } = world
    const meter = recording.callMeter(name)
    this.#world = world
    this.#grid = recording.grid
    this.#name = name
    this.#attempts = meter.attempts
    this.#areRequests = requestClass !== null
    this.#tally =
      requestClass === null ? meter.tallyOf('') : recording.requestTally(name, requestClass)
  }

  callBegan(call: Call): void {
    const slot = this.#grid.slotAt(call.startedAt)
    call.slot = slot
    this.#tally.counts.begin(slot)
    const within = call.parent.attempt
    if (within !== null) {
      call.hop = this.#world.tracer.hop(this.#name, call.startedAt)
      within.calls.push(call.hop)
    }
    if (!this.#areRequests) return
    this.#world.openRequests++
    call.hop = this.#world.tracer.journey(this.#name, call.startedAt)
  }

  attemptBegan(call: Call, now: Ms): void {
    call.attemptSlot = this.#grid.slotAt(now)
    this.#attempts.begin(call.attemptSlot)
    if (call.hop === null) return
    call.attempt = this.#world.tracer.attempt(now)
    call.hop.attempts.push(call.attempt)
  }

  attemptEnded(call: Call, outcome: Outcome, now: Ms): void {
    this.#attempts.end(call.attemptSlot, outcome)
    if (call.attempt === null) return
    call.attempt.until = now
    call.attempt.outcome = outcomeNames[outcome]
    call.attempt = null
  }

  backedOff(call: Call, delay: Ms): void {
    if (call.hop !== null) call.hop.backoffMs += delay
  }

  callEnded(call: Call, outcome: Outcome, reason: number, now: Ms): void {
    this.#tally.end(call.slot, outcome, now - call.startedAt)
    if (!isServed(outcome)) this.#tally.because(reason)
    if (call.hop !== null) {
      call.hop.until = now
      call.hop.outcome = outcomeNames[outcome]
    }
    if (this.#areRequests) this.#world.openRequests--
  }
}
