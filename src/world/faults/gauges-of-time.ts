/** Gauges of how long things took and how busy slots were, over a window that slides. */
import { rankOf } from '../../kernel/percentile.ts'
import { ALL_BINS, binOf, BINS_PER_OCTAVE, edgeOf } from '../../record/bins.ts'
import type { Capacity } from '../../record/capacity.ts'
import type { Levels } from '../../record/levels.ts'
import type { Observer } from '../../record/observer.ts'
import type { Ms } from '../../kernel/units.ts'
import { type Sliding, stepsOf } from './gauges.ts'

/** Lengths of time in a window that slides: each of them, and how many are in which bin. */
export class SlidingTimes implements Observer {
  readonly #steps: number
  /** What came since the last look, and in each step of the window before it. */
  #present: Ms[] = []
  readonly #rounds: Ms[][] = []
  /** How many values of the window are in each bin, in each octave, and in all. */
  readonly #bins = new Int32Array(ALL_BINS)
  readonly #octaves = new Int32Array(ALL_BINS / BINS_PER_OCTAVE)
  #count = 0

  constructor(window: Sliding) {
    this.#steps = stepsOf(window)
  }

  began(): void {} // times only

  ended(): void {} // times only

  took(ms: Ms): void {
    this.#present.push(ms)
  }

  /** It is time for a look: what came since the last one enters the window, the oldest leaves. */
  turn(): void {
    for (const ms of this.#present) this.#add(ms, 1)
    this.#rounds.push(this.#present)
    this.#present = []
    if (this.#rounds.length <= this.#steps) return
    for (const ms of this.#rounds.shift() as Ms[]) this.#add(ms, -1)
  }

  /** The value that a share does not exceed (nearest rank); undefined where there is none. */
  quantile(share: number): Ms | undefined {
    if (this.#count === 0) return undefined
    let left = rankOf(share, this.#count)
    let octave = 0
    while (left > this.#octaves[octave]) left -= this.#octaves[octave++]
    let bin = octave * BINS_PER_OCTAVE
    while (left > this.#bins[bin]) left -= this.#bins[bin++]
    return this.#valuesIn(bin)[left - 1]
  }

  /** The values of a bin in rising order. */
  #valuesIn(bin: number): Ms[] {
    const [from, to] = [edgeOf(bin), edgeOf(bin + 1)]
    const values = this.#rounds.flatMap(round => round.filter(ms => ms >= from && ms < to))
    return values.sort((a, b) => a - b)
  }

  #add(ms: Ms, count: number): void {
    const bin = binOf(ms)
    this.#bins[bin] += count
    this.#octaves[Math.floor(bin / BINS_PER_OCTAVE)] += count
    this.#count += count
  }
}

/** The share of slots in use on average over a window that slides. */
export class SlidingUse {
  readonly #levels: Levels
  readonly #capacity: Pick<Capacity, 'now'>
  readonly #steps: number
  readonly #everyMs: Ms
  /** The area under the level at each look of the window, the latest last. */
  readonly #areas: number[] = []
  /** How many slots there were until each look. */
  readonly #slots: number[] = []

  /** @param capacity how many slots there are */
  constructor(levels: Levels, capacity: Pick<Capacity, 'now'>, window: Sliding) {
    this.#levels = levels
    this.#capacity = capacity
    this.#steps = stepsOf(window)
    this.#everyMs = window.everyMs
  }

  /** It is time for a look. */
  turn(now: Ms): void {
    this.#areas.push(this.#levels.busyMs(now))
    this.#slots.push(this.#capacity.now)
    if (this.#areas.length <= this.#steps + 1) return
    this.#areas.shift()
    this.#slots.shift()
  }

  /** 0 to 1; undefined before the run has lasted a step. */
  get share(): number | undefined {
    const steps = this.#areas.length - 1
    if (steps === 0) return undefined
    const area = this.#areas[steps] - this.#areas[0]
    let slots = 0
    for (let step = 0; step < steps; step++) slots += this.#slots[step]
    return area / (this.#everyMs * slots)
  }
}
