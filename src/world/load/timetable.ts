/** When tasks begin: at random moments, at equal distances, or as they were recorded. */
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Course } from './course.ts'

/** Tells one moment after another. */
export interface Timetable {
  /** The next moment, as of the last one; Infinity when no more come. */
  next(now: Ms): Ms
  /** From now on so many times as many come. @returns the next moment */
  surge(factor: number, now: Ms): Ms
  /** From now on another course is taken; where none can be, the one it has. @returns as above */
  follow(course: Course, now: Ms): Ms
}

/** Tells moments on a course, which faults make steeper and changes replace. */
abstract class OnCourse implements Timetable {
  protected course: Course
  protected factor = 1

  constructor(course: Course) {
    this.course = course
  }

  abstract next(now: Ms): Ms

  surge(factor: number, now: Ms): Ms {
    this.pass(now)
    this.factor = factor
    return this.planned()
  }

  follow(course: Course, now: Ms): Ms {
    this.pass(now)
    this.course = course
    return this.planned()
  }

  /** Takes note of what was expected up to now. */
  protected abstract pass(now: Ms): void

  /** When the next one comes, as things stand. */
  protected abstract planned(): Ms
}

/** The expected number between two arrivals, of mean 1, by a number of chance. */
export type Gaps = (chance: number) => number

/** A Poisson process: the expected number between two arrivals is exponential, or of other gaps. */
export class RandomTimes extends OnCourse {
  readonly #chance: Chance
  readonly #gaps: Gaps | null
  /** What is expected before the next arrival, counted from a moment. */
  #expected = 0.5
  #since: Ms = 0.5

  /** @param gaps null for exponential ones */
  constructor(course: Course, chance: Chance, gaps: Gaps | null) {
    super(course)
    this.#chance = chance
    this.#gaps = gaps
  }

  next(now: Ms): Ms {
    this.#since = now
    const chance = this.#chance.next()
    this.#expected = this.#gaps === null ? -Math.log(1 - chance) : this.#gaps(chance)
    return this.planned()
  }

  protected pass(now: Ms): void {
    const passed = this.course.between(this.#since, now) * this.factor
    this.#expected = Math.max(0, this.#expected - passed)
    this.#since = now
  }

  protected planned(): Ms {
    return timeOf(this.course, this.#since, this.#expected, this.factor)
  }
}

/** One whenever the expected number reaches 0, 1, 2, … */
export class SteadyTimes extends OnCourse {
  #told = -1
  /** How many were expected up to a moment. */
  #counted = 0
  #since: Ms = 0

  next(): Ms {
    this.#told++
    return this.planned()
  }

  protected pass(now: Ms): void {
    this.#counted += this.course.between(this.#since, now) * this.factor
    this.#since = now
  }

  protected planned(): Ms {
    const missing = Math.max(0, this.#told - this.#counted)
    return timeOf(this.course, this.#since, missing, this.factor)
  }
}

/** Ten tenths are one. */
const ROUNDING = 1e-9

/** At the moments of a list. In a surge each counts so many times; parts add up to whole ones. */
export class RecordedTimes implements Timetable {
  readonly #times: readonly Ms[]
  #factor = 1
  #at = -1
  /** How many are due at this moment, the next one included. */
  #due = 1

  /** @param times in rising order */
  constructor(times: readonly Ms[]) {
    this.#times = times
  }

  next(): Ms {
    this.#due--
    return this.#planned()
  }

  surge(factor: number, now: Ms): Ms {
    if (this.#times[this.#at] > now) this.#due += factor - this.#factor
    this.#factor = factor
    return this.#planned()
  }

  follow(): Ms {
    return this.#planned()
  }

  #planned(): Ms {
    while (this.#due < 1 - ROUNDING) {
      if (this.#at + 1 >= this.#times.length) return Number.POSITIVE_INFINITY
      this.#at++
      this.#due += this.#factor
    }
    return this.#times[this.#at]
  }
}

/** When so many have come, so many times as quickly. */
function timeOf(course: Course, since: Ms, expected: number, factor: number): Ms {
  return factor === 0 ? Number.POSITIVE_INFINITY : course.after(since, expected / factor)
}
