/**
 * The time grid of a recording: every number is kept for each slot of it. Its edges are the steps
 * of the resolution, and besides the moments at which declared faults begin and end, so that a
 * window such as "during the fault" is exact. The number of slots does not grow with the run.
 */
import { UsageError } from '../kernel/errors.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'

const MOST_SLOTS = 240
const MOST_NUMBERS = 240_000
const NICE_STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 15_000, 30_000,
]
const MINUTE = 60_000

/**
 * The step that divides a run into slots of a length people like: at most 240, and fewer in a
 * system of more than 1,000 components, since each of them has numbers in every slot.
 */
export function defaultResolutionMs(horizonMs: Ms, components: number): Ms {
  const least = horizonMs / Math.min(MOST_SLOTS, Math.ceil(MOST_NUMBERS / components))
  const nice = NICE_STEPS_MS.find(step => step >= least)
  return nice ?? Math.ceil(least / MINUTE) * MINUTE
}

/** Slots of time, and which of them it is now. Slot `i` covers `[edges[i], edges[i + 1])`. */
export class TimeGrid {
  /** The edges in milliseconds; the last slot starts at the horizon and holds what came after. */
  get edges(): readonly Ms[] {
    return this.#edges
  }
  readonly #edges: Ms[]
  /** How many slots there can be, those that later cuts make included. */
  readonly slots: number
  readonly resolutionMs: Ms
  /** When load ends. */
  get horizonMs(): Ms {
    return this.#horizonMs
  }
  #horizonMs: Ms
  #now = 0
  #nextEdge: Ms

  /**
   * @param horizonMs how long load is offered
   * @param resolutionMs the length of a slot
   * @param cuts further edges; those outside the run are left out
   * @param spare how many more edges `cut` may make
   */
  constructor(horizonMs: Ms, resolutionMs: Ms, cuts: Iterable<Ms> = [], spare = 0) {
    const exact = [0, horizonMs, ...cuts].filter(edge => edge >= 0 && edge <= horizonMs)
    const steps = Array.from(
      { length: Math.ceil(horizonMs / resolutionMs) },
      (_, i) => i * resolutionMs,
    )
    this.#edges = merged(exact, steps)
    this.slots = this.#edges.length + spare
    this.resolutionMs = resolutionMs
    this.#horizonMs = horizonMs
    this.#nextEdge = this.#edges[1]
  }

  /** The slot of the time it is now; time only goes on. */
  slotAt(now: Ms): number {
    if (now >= this.#nextEdge) this.#moveOn(now)
    return this.#now
  }

  /**
   * Begins a slot at the present moment, since something begins or ends now.
   *
   * @returns false when all the spare slots are used up, or the load has ended
   */
  cut(now: Ms): boolean {
    const slot = this.slotAt(now)
    if (isSame(this.#edges[slot], now)) return true
    if (this.#edges.length === this.slots || now > this.horizonMs) return false
    this.#edges.splice(slot + 1, 0, now)
    this.#nextEdge = now
    return true
  }

  /**
   * Load ends sooner than it was to: what comes from then on belongs to the last slot.
   *
   * @param at an edge that has not passed, or the present one
   * @throws UsageError when it is no edge
   */
  endAt(at: Ms): void {
    const last = this.#edgeAt(at)
    this.#edges.length = last + 1
    this.#horizonMs = this.#edges[last]
    this.#nextEdge = this.endOf(this.#now)
  }

  /** When a slot ends; the last one never does. */
  endOf(slot: number): Ms {
    return slot + 1 < this.edges.length ? this.edges[slot + 1] : Number.POSITIVE_INFINITY
  }

  /**
   * The slots between two moments.
   *
   * @throws UsageError when a moment is no edge: a rounded window would answer another question
   */
  range(fromMs: Ms, toMs: Ms): SlotRange {
    return { from: this.#edgeAt(fromMs), to: this.#edgeAt(toMs) }
  }

  #edgeAt(time: Ms): number {
    if (time === Number.POSITIVE_INFINITY) return this.slots
    const { resolutionMs, horizonMs } = this
    const slot = this.slotOf(time)
    if (isSame(this.edges[slot], time)) return slot
    if (slot + 1 < this.edges.length && isSame(this.edges[slot + 1], time)) return slot + 1
    const [step, end] = [exactDuration(resolutionMs), exactDuration(horizonMs)]
    throw new UsageError({
      what: `no slot of this recording begins at ${exactDuration(time)}`,
      where: `a run recorded in steps of ${step} for ${end}`,
      fix: `write ${this.#edgesAround(slot)}, or give \`simulate\` a finer \`resolution\``,
    })
  }

  /** The moments next to one within a slot, as they are written. */
  #edgesAround(slot: number): string {
    const last = Math.min(slot + 1, this.edges.length - 1)
    const near = [...new Set([this.edges[slot], this.edges[last]])]
    return near.map(edge => `'${exactDuration(edge)}'`).join(' or ')
  }

  /** The slot that a moment lies in, be it past or to come. */
  slotOf(time: Ms): number {
    let [low, high] = [0, this.edges.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.edges[middle] <= time) low = middle
      else high = middle - 1
    }
    return low
  }

  #moveOn(now: Ms): void {
    while (now >= this.#nextEdge) this.#nextEdge = this.endOf(++this.#now)
  }
}

/** Every exact edge once, and the steps that come near to none of them, in rising order. */
function merged(exact: readonly Ms[], steps: readonly Ms[]): Ms[] {
  const edges = [...new Set(exact)].sort((a, b) => a - b)
  const further: Ms[] = []
  let next = 0
  for (const step of steps) {
    while (edges[next] < step && !isSame(edges[next], step)) next++
    if (!isSame(edges[next], step)) further.push(step)
  }
  return [...edges, ...further].sort((a, b) => a - b)
}

/** Slots `from` (included) to `to` (not included), and further ones in the same way. */
export type SlotRange = {
  readonly from: number
  readonly to: number
  readonly next?: SlotRange | undefined
}

/** Every slot of a range, and of those that follow it. */
export function* slotsIn(range: SlotRange): Generator<number> {
  for (let part: SlotRange | undefined = range; part !== undefined; part = part.next) {
    for (let slot = part.from; slot < part.to; slot++) yield slot
  }
}

/** Whether a slot is one of a range, or of those that follow it. */
export function isIn(range: SlotRange, slot: number): boolean {
  for (let part: SlotRange | undefined = range; part !== undefined; part = part.next) {
    if (slot >= part.from && slot < part.to) return true
  }
  return false
}

/** The sum of what stands in some slots; nothing stands in an array that was never needed. */
export function sumOf(slots: ArrayLike<number> | null, range: SlotRange): number {
  if (slots === null) return 0
  let sum = 0
  for (const slot of slotsIn(range)) sum += slots[slot]
  return sum
}

/** All slots of a grid that has so many. */
export const allOf = (slots: number): SlotRange => ({ from: 0, to: slots })

/** Steps are decimal numbers, which binary ones only come near to. */
const isSame = (a: Ms, b: Ms): boolean => Math.abs(a - b) <= 1e-12 * Math.max(a, b)
