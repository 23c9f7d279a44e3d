/** A load that rises and falls like the day. */
import type { CourseData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Course } from './course.ts'

/** Each step at least halves what is left to search. */
const STEPS = 100
const CLOSE_ENOUGH = 1e-12

/** The rate is middle - swing cos(2π t / period): lowest at 0, highest after half a period. */
export class WaveCourse implements Course {
  readonly #middle: number
  readonly #swing: number
  readonly #omega: number
  readonly #periodMs: Ms

  constructor({ low, high, periodMs }: Extract<CourseData, { course: 'wave' }>) {
    this.#middle = (low + high) / 2
    this.#swing = (high - low) / 2
    this.#omega = (2 * Math.PI) / periodMs
    this.#periodMs = periodMs
  }

  between(from: Ms, to: Ms): number {
    const omega = this.#omega
    const wave = Math.sin(omega * to) - Math.sin(omega * from)
    return this.#middle * (to - from) - (this.#swing / omega) * wave
  }

  /** Newton's method between two bounds that are halved where it would leave them. */
  after(from: Ms, arrivals: number): Ms {
    if (arrivals === Number.POSITIVE_INFINITY) return arrivals
    let low = from
    let high = from + arrivals / this.#middle + this.#periodMs
    let time = from + arrivals / this.#middle
    for (let i = 0; i < STEPS && high - low > CLOSE_ENOUGH * high; i++) {
      const missing = arrivals - this.between(from, time)
      if (missing === 0) return time
      if (missing > 0) low = time
      else high = time
      const next = time + missing / (this.#middle - this.#swing * Math.cos(this.#omega * time))
      time = next > low && next < high ? next : (low + high) / 2
    }
    return time
  }
}
