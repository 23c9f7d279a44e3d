/** A load whose rate goes in straight lines: ramps, steps, spikes, bursts, counts per second. */
import type { CourseData, PieceData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Course } from './course.ts'

/** Some pieces, then others again and again; where there are no others, nothing comes any more. */
export class PieceCourse implements Course {
  readonly #lead: Pieces
  readonly #cycle: Pieces

  constructor({ lead, cycle }: Extract<CourseData, { course: 'pieces' }>) {
    this.#lead = new Pieces(lead)
    this.#cycle = new Pieces(cycle)
  }

  between(from: Ms, to: Ms): number {
    return this.#upTo(to) - this.#upTo(from)
  }

  after(from: Ms, arrivals: number): Ms {
    return Math.max(from, this.#when(this.#upTo(from) + arrivals))
  }

  #upTo(time: Ms): number {
    const into = time - this.#lead.length
    if (into < 0) return this.#lead.upTo(time)
    const { length, total } = this.#cycle
    if (length === 0) return this.#lead.total
    const rounds = Math.floor(into / length)
    const whole = rounds === 0 ? 0 : rounds * total
    return this.#lead.total + whole + this.#cycle.upTo(into - (whole === 0 ? 0 : rounds * length))
  }

  #when(arrivals: number): Ms {
    if (arrivals < this.#lead.total) return this.#lead.when(arrivals)
    const { length, total } = this.#cycle
    if (total === 0) return Number.POSITIVE_INFINITY
    const further = arrivals - this.#lead.total
    const rounds = Math.floor(further / total)
    if (rounds === 0) return this.#lead.length + this.#cycle.when(further)
    return this.#lead.length + rounds * length + this.#cycle.when(further - rounds * total)
  }
}

/** Pieces from a moment 0 on. */
class Pieces {
  readonly #pieces: readonly PieceData[]
  /** When each begins, and how many have come by then; the last entry is the end of all. */
  readonly #begins: readonly Ms[]
  readonly #counts: readonly number[]

  constructor(pieces: readonly PieceData[]) {
    this.#pieces = pieces
    this.#begins = sums(pieces.map(({ forMs }) => forMs))
    this.#counts = sums(pieces.map(({ forMs, from, to }) => areaOf(forMs, from, to)))
  }

  /** How long they last; Infinity if the last one never ends. */
  get length(): Ms {
    return this.#begins[this.#pieces.length]
  }

  /** How many come in all. */
  get total(): number {
    return this.#counts[this.#pieces.length]
  }

  /** How many come before a moment. */
  upTo(time: Ms): number {
    const i = lastUpTo(this.#begins, time, this.#pieces.length - 1)
    const { forMs, from, to } = this.#pieces[i]
    const into = time - this.#begins[i]
    const slope = from === to ? 0 : (to - from) / forMs
    return this.#counts[i] + into * (from + (slope * into) / 2)
  }

  /** The last moment up to which only so many have come; there are more to come. */
  when(count: number): Ms {
    const i = lastUpTo(this.#counts, count, this.#pieces.length - 1)
    const { forMs, from, to } = this.#pieces[i]
    const missing = count - this.#counts[i]
    if (missing <= 0) return this.#begins[i]
    const slope = from === to ? 0 : (to - from) / forMs
    const rate = Math.sqrt(Math.max(0, from * from + 2 * slope * missing))
    return this.#begins[i] + Math.min(forMs, (2 * missing) / (from + rate))
  }
}

/** Rates are decimal numbers, which binary ones only come near to. */
const ROUNDING = 1e-12

/**
 * The area under a straight line, as the whole number it nearly is: 7 in a second are 7, and not a
 * bit more. A piece without end and without rate brings nothing.
 */
function areaOf(length: Ms, from: number, to: number): number {
  if (from + to === 0) return 0
  const area = (length * (from + to)) / 2
  const whole = Math.round(area)
  return Math.abs(area - whole) <= ROUNDING * area ? whole : area
}

/** 0, the first, the first two together, … */
function sums(values: readonly number[]): number[] {
  let sum = 0
  return [0, ...values.map(value => (sum += value))]
}

/** The last of the entries 0 to `most` that is no more than a value. */
function lastUpTo(rising: readonly number[], value: number, most: number): number {
  let [low, high] = [0, most]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (rising[middle] <= value) low = middle
    else high = middle - 1
  }
  return low
}
