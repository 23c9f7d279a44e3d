/** The course of a load: how many arrivals are expected from one moment to another. */
import type { CourseData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'
import { PieceCourse } from './piece-course.ts'
import { WaveCourse } from './wave-course.ts'

/**
 * The integral of a rate, and its inverse. A Poisson process of any rate is one of rate 1 with its
 * time so bent (E. Çinlar, Introduction to Stochastic Processes, 1975, section 4.7), which takes
 * one number of chance for an arrival.
 */
export interface Course {
  /** How many arrivals are expected between two moments. */
  between(from: Ms, to: Ms): number
  /** The moment up to which so many more are expected; Infinity when they never come. */
  after(from: Ms, arrivals: number): Ms
}

/** The course that a declaration describes. */
export function courseOf(data: CourseData): Course {
  switch (data.course) {
    case 'constant':
      return new ConstantCourse(data.rate)
    case 'pieces':
      return new PieceCourse(data)
    case 'wave':
      return new WaveCourse(data)
  }
}

/** The same rate all the time. */
class ConstantCourse implements Course {
  readonly #rate: number

  constructor(rate: number) {
    this.#rate = rate
  }

  between(from: Ms, to: Ms): number {
    return (to - from) * this.#rate
  }

  after(from: Ms, arrivals: number): Ms {
    return from + arrivals / this.#rate
  }
}
