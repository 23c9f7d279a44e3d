/** Writes what becomes of the calls of one call site into the recording. */
import type { Ms } from '../../kernel/units.ts'
import type { TimeGrid } from '../../record/grid.ts'
import { isFailed } from '../../record/failures.ts'
import { type LimitMeter, UNFINISHED } from '../../record/limit-meter.ts'
import type { CallMeter } from '../../record/meters.ts'
import { isServed, type Outcome, outcomeNames } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Counts, Tally } from '../../record/tally.ts'
import { noteAsked } from './asked.ts'
import { rootOf } from '../handling/branches.ts'
import type { Task } from '../handling/task.ts'
import type { Call } from './call.ts'
import type { World } from '../world.ts'

/** Which of several call sites around the same calls it is. */
export type Layer = { readonly isOutermost: boolean; readonly isInnermost: boolean }

const ONLY: Layer = { isOutermost: true, isInnermost: true }

/** The numbers of one call, and its place in journeys. */
export class CallLog {
  readonly #world: World
  readonly #grid: TimeGrid
  readonly #name: string
  readonly #meter: CallMeter
  readonly #tally: Tally
  readonly #attempts: Counts
  readonly #areRequests: boolean
  readonly #isOutermost: boolean
  readonly #isInnermost: boolean
  #limit = ''
  #waits: LimitMeter | null = null

  /**
   * @param requestClass of the requests, if clients make the calls
   * @param layer where policies are in layers, whole calls are counted in the outermost only, and
   * single attempts in the innermost only
   */
  constructor(world: World, name: string, requestClass: string | null, layer: Layer = ONLY) {
    const { recording } = world
    const meter = recording.callMeter(name)
    this.#world = world
    this.#grid = recording.grid
    this.#name = name
    this.#meter = meter
    this.#attempts = meter.attempts
    this.#areRequests = requestClass !== null
    this.#isOutermost = layer.isOutermost
    this.#isInnermost = layer.isInnermost
    this.#tally =
      requestClass === null ? meter.tallyOf('') : recording.requestTally(name, requestClass)
  }

  /** Counts what only some calls have to count, by its name. */
  count(name: string, call: Call): void {
    this.#meter.count(name, call.slot)
  }

  callBegan(call: Call): void {
    if (!this.#isOutermost) return this.#continueHop(call)
    const slot = this.#grid.slotAt(call.startedAt)
    call.slot = slot
    this.#tally.counts.begin(slot)
    const within = call.parent.attempt
    if (within !== null) {
      call.hop = this.#world.tracer.hop(this.#name, call.startedAt)
      if (rootOf(call.parent).isBackground) call.hop.isBackground = true
      within.calls.push(call.hop)
      noteAsked(call.hop, call.parent.request)
    }
    if (!this.#areRequests) return
    this.#world.openRequests++
    call.hop = this.#world.tracer.journey(this.#name, call.startedAt)
    if (call.hop !== null) noteAsked(call.hop, call.parent.request)
  }

  attemptBegan(call: Call): void {
    if (!this.#isInnermost) return
    const { now } = this.#world.agenda
    call.attemptSlot = this.#grid.slotAt(now)
    this.#attempts.begin(call.attemptSlot)
    if (call.hop === null) return
    call.attempt = this.#world.tracer.attempt(now)
    call.hop.attempts.push(call.attempt)
  }

  attemptEnded(call: Call, outcome: Outcome): void {
    if (!this.#isInnermost) return
    const { now } = this.#world.agenda
    this.#attempts.end(call.attemptSlot, outcome)
    if (isFailed(outcome)) this.#attempts.failed(this.#grid.slotAt(now), outcome, now)
    if (call.attempt === null) return
    call.attempt.until = now
    call.attempt.outcome = outcomeNames[outcome]
    call.attempt = null
  }

  /** Steps begin to stand in for a call: those of clients have no attempt that they are part of. */
  standInBegan({ hop, parent }: Call, stand: Task, now: Ms): void {
    if (hop === null || parent.attempt !== null) return
    hop.standIn ??= this.#world.tracer.attempt(now)
    stand.attempt = hop.standIn
  }

  /** The steps that stood in for a call are done, or called off. */
  standInEnded({ hop, parent }: Call, stand: Task, now: Ms): void {
    const attempt = hop?.standIn
    if (attempt === undefined || parent.attempt !== null) return
    attempt.until = now
    attempt.outcome = outcomeNames[stand.outcome]
    attempt.waitingMs += stand.waitedMs
    attempt.workingMs += stand.workedMs
  }

  backedOff(call: Call, delay: Ms): void {
    if (call.hop !== null) call.hop.backoffMs += delay
  }

  /** A call that had to wait at a gate waits there no longer. */
  waitedAtGate(call: Call, limit: string, now: Ms, outcome: Outcome): void {
    const waited = now - call.atGateSince
    this.#meter.waited(call.slot, waited)
    this.#waitsAt(limit).waited(call.slot, waited, outcome)
    if (call.hop !== null) call.hop.heldMs = (call.hop.heldMs ?? 0) + waited
  }

  /** A call waits at a gate when the run ends. */
  stillAtGate({ slot, atGateSince }: Call, limit: string, now: Ms): void {
    this.#waitsAt(limit).waited(slot, now - atGateSince, UNFINISHED)
  }

  /** Most calls have one limit at which they may wait: its meter is found without a look-up. */
  #waitsAt(limit: string): LimitMeter {
    if (limit !== this.#limit || this.#waits === null) {
      this.#limit = limit
      this.#waits = this.#meter.limit(limit)
    }
    return this.#waits
  }

  /** The budget of a call pays for no more attempts. */
  retryRefused(now: Ms): void {
    this.#meter.count('retries refused', this.#grid.slotAt(now))
  }

  callEnded(call: Call, outcome: Outcome, reason: number): void {
    if (!this.#isOutermost) return
    const { now } = this.#world.agenda
    const { counts, latency } = this.#tally
    counts.end(call.slot, outcome)
    latency.recordSince(call, this.#world.agenda)
    if (isFailed(outcome)) counts.failed(this.#grid.slotAt(now), outcome, now)
    if (!isServed(outcome) && reason !== Reason.None) this.#tally.because(reason, call.slot)
    if (call.hop !== null) {
      call.hop.until = now
      call.hop.outcome = outcomeNames[outcome]
    }
    if (this.#areRequests) this.#world.openRequests--
  }

  /** The attempts of a call within another are attempts of that one's hop. */
  #continueHop(call: Call): void {
    call.slot = this.#grid.slotAt(call.startedAt)
    call.hop = (call.outer as Call).hop
  }
}
