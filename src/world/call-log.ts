/** Writes what becomes of the calls of one call site into the recording. */
import type { Ms } from '../kernel/units.ts'
import type { CallMeter } from '../record/meters.ts'
import { isServed, type Outcome, outcomeNames } from '../record/outcome.ts'
import type { Tally } from '../record/tally.ts'
import type { Call } from './call.ts'
import type { World } from './world.ts'

/** The numbers of one call, and its place in journeys. */
export class CallLog {
  readonly #world: World
  readonly #name: string
  readonly #meter: CallMeter
  readonly #requests: Tally | null

  /** @param requests where the request is counted, if clients make the call */
  constructor(world: World, name: string, requests: Tally | null) {
    this.#world = world
    this.#name = name
    this.#meter = world.recording.callMeter(name)
    this.#requests = requests
  }

  callBegan(call: Call): void {
    const slot = this.#world.slot()
    call.slot = slot
    this.#meter.tally.begin(slot)
    const within = call.parent.attempt
    if (within !== null) {
      call.hop = this.#world.tracer.hop(this.#name, call.startedAt)
      within.calls.push(call.hop)
    }
    if (this.#requests === null) return
    this.#requests.begin(slot)
    this.#world.openRequests++
    if (within === null) call.hop = this.#world.tracer.journey(this.#name, call.startedAt)
  }

  attemptBegan(call: Call): void {
    call.attemptSlot = this.#world.slot()
    this.#meter.attempts.begin(call.attemptSlot)
    if (call.hop === null) return
    call.attempt = this.#world.tracer.attempt(call.attemptAt)
    call.hop.attempts.push(call.attempt)
  }

  attemptEnded(call: Call, outcome: Outcome, now: Ms): void {
    this.#meter.attempts.end(call.attemptSlot, outcome, now - call.attemptAt)
    if (call.attempt === null) return
    call.attempt.until = now
    call.attempt.outcome = outcomeNames[outcome]
    call.attempt = null
  }

  backedOff(call: Call, delay: Ms): void {
    if (call.hop !== null) call.hop.backoffMs += delay
  }

  callEnded(call: Call, outcome: Outcome, reason: number, now: Ms): void {
    const latency = now - call.startedAt
    this.#end(this.#meter.tally, call, outcome, reason, latency)
    if (call.hop !== null) {
      call.hop.until = now
      call.hop.outcome = outcomeNames[outcome]
    }
    if (this.#requests === null) return
    this.#end(this.#requests, call, outcome, reason, latency)
    this.#world.openRequests--
  }

  #end(tally: Tally, call: Call, outcome: Outcome, reason: number, latency: Ms): void {
    tally.end(call.slot, outcome, latency)
    if (!isServed(outcome) && reason !== 0) tally.because(reason)
  }
}
