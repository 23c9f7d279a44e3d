/** The numbers kept for each component and each call: one meter each, whatever else is recorded. */
import type { Ms } from '../kernel/units.ts'
import { Capacity } from './capacity.ts'
import { Counters, type NamedCounts } from './counters.ts'
import { allOf, type SlotRange, sumOf, type TimeGrid } from './grid.ts'
import type { Handled } from './handled.ts'
import type { PageStore } from './page-store.ts'
import { Levels } from './levels.ts'
import { LimitMeter, type LimitMeters } from './limit-meter.ts'
import type { LinkMeter } from './link-meter.ts'
import { alone, type ReplicaCounts, ReplicaMeter } from './replica-meter.ts'
import type { PartitionMeter } from './partition-meter.ts'
import { ResourceMeter } from './resource-meter.ts'
import { Counts, Tally } from './tally.ts'
import { TimesLog } from './times-log.ts'
import { Timing } from './timing.ts'
import type { ZoneMeter } from './zone-meter.ts'

/** What a component did, all its replicas together. */
export class ComponentMeter {
  /** Slots of all replicas together. */
  readonly capacity: Capacity
  /** Slots of each of them. */
  readonly ofOne: Capacity
  /** Handlings, from arrival to answer. */
  readonly tally: Tally
  /** Time in queues for a slot. */
  readonly waiting: Timing
  /** Time spent working. */
  readonly working: Timing
  /** Requests inside, requests waiting for a slot, and slots in use. */
  readonly levels: Levels
  /** Each replica, where there are several. The digest reads the whole, which they make up. */
  readonly replicas: readonly ReplicaMeter[]
  /** Where it is a queue that has some. */
  partitions: PartitionMeter | null = null
  #causes: Counters | null = null
  #wasted: Uint32Array | null = null
  #wastedMs: Float64Array | null = null
  #extras: Counters | null = null
  /** By name; empty where none is finite. */
  get resources(): ReadonlyMap<string, ResourceMeter> {
    return this.#resources ?? noResources
  }
  #resources: Map<string, ResourceMeter> | null = null
  readonly #grid: TimeGrid
  readonly #pages: PageStore
  /** What all three times of a handling are noted in; null before the first. */
  #log: TimesLog | null = null

  /** @param slots of one replica */
  constructor(slots: number, grid: TimeGrid, pages: PageStore, counts: ReplicaCounts = alone) {
    const { replicas, atStart } = counts
    this.capacity = new Capacity(slots * atStart, grid)
    this.ofOne = new Capacity(slots, grid)
    this.#grid = grid
    this.#pages = pages
    this.tally = new Tally(grid, pages)
    this.waiting = new Timing(grid, pages)
    this.working = new Timing(grid, pages)
    for (const { ends } of [this.waiting, this.working]) ends?.endAs(this.tally.latency.ends)
    this.levels = new Levels(grid, pages)
    const parts = replicas > 1 ? replicas : 0
    this.replicas = Array.from({ length: parts }, () => new ReplicaMeter(grid, pages))
  }

  /** Every level there is: of the whole, and of its replicas. */
  get everyLevel(): readonly Levels[] {
    return [this.levels, ...this.replicas.map(({ levels }) => levels)]
  }

  /** A handling that was let in has ended now. */
  took(handled: Handled, clock: { readonly now: Ms }): void {
    const { latency } = this.tally
    const isTold = latency.observer ?? this.waiting.observer ?? this.working.observer
    if (isTold !== null) return this.#tell(handled, clock.now)
    const log = this.#log ?? this.#openLog()
    if (log.at === log.end) log.makeRoom()
    const { block, at } = log
    log.at = at + 4
    block[at] = handled.slot
    block[at + 1] = clock.now - handled.arrivedAt
    block[at + 2] = handled.waitedMs
    block[at + 3] = handled.workedMs
  }

  #openLog(): TimesLog {
    const timings = [this.tally.latency, this.waiting, this.working]
    this.#log = new TimesLog(timings, this.#pages.notes)
    for (const [column, timing] of timings.entries()) timing.noteIn(this.#log, column)
    return this.#log
  }

  #tell({ slot, arrivedAt, waitedMs, workedMs }: Handled, now: Ms): void {
    this.tally.latency.record(slot, now - arrivedAt)
    this.waiting.record(slot, waitedMs)
    this.working.record(slot, workedMs)
  }

  /** A handling ended for which nobody waited any more. */
  waste(slot: number, worked: Ms): void {
    this.#wasted ??= new Uint32Array(this.#grid.slots)
    this.#wastedMs ??= new Float64Array(this.#grid.slots)
    this.#wasted[slot]++
    this.#wastedMs[slot] += worked
  }

  /** Counts what only some components have to count, by its name. */
  count(name: string, slot: number): void {
    this.#extras ??= new Counters(this.#grid.slots)
    this.#extras.add(name, slot)
  }

  /** What was counted by name. */
  counted(range: SlotRange): NamedCounts {
    return this.#extras?.over(range) ?? nothing
  }

  /** The level of a finite resource, by its name. */
  resource(name: string): ResourceMeter {
    const meter = this.resources.get(name) ?? new ResourceMeter(this.#grid)
    this.#resources ??= new Map()
    this.#resources.set(name, meter)
    return meter
  }

  /** A call failed and its caller, which came in a slot, failed with it. */
  failedBecauseOf(call: string, slot: number): void {
    this.#causes ??= new Counters(this.#grid.slots)
    this.#causes.add(call, slot)
  }

  /** Failed calls that made a handling fail, by the name of the call. */
  causes(range: SlotRange): ReadonlyMap<string, number> {
    return this.#causes?.sums(range) ?? none
  }

  wasted(range: SlotRange): { count: number; ms: Ms } {
    return { count: sumOf(this.#wasted, range), ms: sumOf(this.#wastedMs, range) }
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return {
      tally: this.tally,
      waiting: this.waiting,
      working: this.working,
      levels: this.levels,
      wasted: [...(this.#wasted ?? [])],
      wastedMs: [...(this.#wastedMs ?? [])],
      causes: [...this.causes(allOf(this.#grid.slots))].sort(byName),
      ...(this.#extras !== null && { extras: this.#extras }),
      ...(this.resources.size > 0 && { resources: [...this.resources].sort(byName) }),
    }
  }
}

/** What became of one kind of call, all its attempts included. */
export class CallMeter {
  /** Single attempts; a call that is retried has several, one that a breaker rejects has none. */
  readonly attempts: Counts
  /** Whole calls, as the caller saw them, by request class; those of services have none (''). */
  readonly byClass = new Map<string, Tally>()
  /** What its messages meet, where a link of it is more than a latency; usually there is one. */
  readonly links: LinkMeter[] = []
  /** Where its requests go, where that is in several zones. */
  zones: ZoneMeter | null = null
  /** Time at the caller's own gates, of those that had to wait; null while none has. */
  get waiting(): Timing | null {
    return this.#waiting
  }
  #waiting: Timing | null = null
  /** Each of the caller's own limits at which one has waited, by its name. */
  get limits(): LimitMeters {
    return this.#limits ?? noLimits
  }
  #limits: Map<string, LimitMeter> | null = null
  readonly #grid: TimeGrid
  readonly #pages: PageStore
  #extras: Counters | null = null

  constructor(grid: TimeGrid, pages: PageStore) {
    this.attempts = new Counts(grid.slots, pages)
    this.#grid = grid
    this.#pages = pages
  }

  /** Whole calls of all classes. */
  get tallies(): Tally[] {
    return [...this.byClass.values()]
  }

  /** Counts what only some calls have to count, by its name. */
  count(name: string, slot: number): void {
    this.#extras ??= new Counters(this.#grid.slots)
    this.#extras.add(name, slot)
  }

  /** What was counted by name. */
  counted(range: SlotRange): NamedCounts {
    return this.#extras?.over(range) ?? nothing
  }

  /** A call has waited at one of its caller's gates. */
  waited(slot: number, ms: Ms): void {
    const waiting = (this.#waiting ??= new Timing(this.#grid, this.#pages))
    waiting.record(slot, ms)
  }

  /** The waits at one of the caller's own limits, by its name. */
  limit(name: string): LimitMeter {
    const known = this.#limits?.get(name)
    if (known !== undefined) return known
    const made = new LimitMeter(this.#grid.slots, this.#pages.book?.times() ?? null)
    this.#limits ??= new Map()
    this.#limits.set(name, made)
    return made
  }

  /** Where the calls of a class are counted. */
  tallyOf(requestClass: string): Tally {
    const known = this.byClass.get(requestClass)
    if (known !== undefined) return known
    const made = new Tally(this.#grid, this.#pages)
    this.byClass.set(requestClass, made)
    return made
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return {
      attempts: this.attempts,
      byClass: [...this.byClass].sort(byName),
      ...(this.links.length > 0 && { link: this.links.length === 1 ? this.links[0] : this.links }),
      ...(this.zones !== null && { zones: this.zones }),
      ...(this.#waiting !== null && { waiting: this.#waiting }),
      ...(this.#extras !== null && { extras: this.#extras }),
    }
  }
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

const none: ReadonlyMap<string, number> = new Map()
const nothing: NamedCounts = Object.freeze({})
const noLimits: LimitMeters = new Map()
const noResources: ReadonlyMap<string, ResourceMeter> = new Map()
