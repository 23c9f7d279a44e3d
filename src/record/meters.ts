/** The numbers kept for each component and each call: one meter each, whatever else is recorded. */
import type { Ms } from '../kernel/units.ts'
import { Gauge } from './gauge.ts'
import type { SlotRange, TimeGrid } from './grid.ts'
import type { PageStore } from './histogram.ts'
import { sumOf, Tally, Timing } from './tally.ts'

/** What a component did, all its replicas together. */
export class ComponentMeter {
  /** Handlings, from arrival to answer. */
  readonly tally: Tally
  /** Time in queues for a slot. */
  readonly waiting: Timing
  /** Time spent working. */
  readonly working: Timing
  /** Requests inside: waiting, working, or waiting for what they called. */
  readonly inFlight: Gauge
  /** Requests waiting for a slot. */
  readonly queued: Gauge
  /** Slots in use. */
  readonly busy: Gauge
  /** Failed calls that made a handling fail, by the name of the call. */
  readonly causes = new Map<string, number>()
  readonly #slots: number
  #wasted: Uint32Array | null = null
  #wastedMs: Float64Array | null = null

  /** @param capacity slots of all replicas together */
  constructor(
    readonly capacity: number,
    grid: TimeGrid,
    pages: PageStore,
  ) {
    this.#slots = grid.slots
    this.tally = new Tally(grid, pages)
    this.waiting = new Timing(grid, pages)
    this.working = new Timing(grid, pages)
    this.inFlight = new Gauge(grid)
    this.queued = new Gauge(grid)
    this.busy = new Gauge(grid)
  }

  /** A handling ended for which nobody waited any more. */
  waste(slot: number, worked: Ms): void {
    this.#wasted ??= new Uint32Array(this.#slots)
    this.#wastedMs ??= new Float64Array(this.#slots)
    this.#wasted[slot]++
    this.#wastedMs[slot] += worked
  }

  /** A call failed and its caller failed with it. */
  failedBecauseOf(call: string): void {
    this.causes.set(call, (this.causes.get(call) ?? 0) + 1)
  }

  wasted(range: SlotRange): { count: number; ms: Ms } {
    return { count: sumOf(this.#wasted, range), ms: sumOf(this.#wastedMs, range) }
  }

  /** Brings the gauges up to the end of the run. */
  settle(now: Ms): void {
    this.inFlight.settle(now)
    this.queued.settle(now)
    this.busy.settle(now)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    const all = { from: 0, to: this.#slots }
    const gauges = [this.inFlight, this.queued, this.busy]
    return {
      tally: this.tally,
      waiting: this.waiting,
      working: this.working,
      gauges: gauges.map(gauge => [gauge.area(all), gauge.peak(all)]),
      wasted: [...(this.#wasted ?? [])],
      wastedMs: [...(this.#wastedMs ?? [])],
      causes: [...this.causes].sort(byName),
    }
  }
}

/** What became of one kind of call, all its attempts included. */
export class CallMeter {
  /** Whole calls, as the caller saw them. */
  readonly tally: Tally
  /** Single attempts; a call that is retried has several. */
  readonly attempts: Tally

  constructor(grid: TimeGrid, pages: PageStore) {
    this.tally = new Tally(grid, pages)
    this.attempts = new Tally(grid, pages)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return { tally: this.tally, attempts: this.attempts }
  }
}

const byName = ([a]: [string, number], [b]: [string, number]): number => (a < b ? -1 : 1)
