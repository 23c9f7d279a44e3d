/** What an outlier detector knows of one host. */
import type { Ms } from '../../kernel/units.ts'

/** One host: its failures in a row, its results of this interval, and its ejections. */
export class Host {
  isEjected = false
  /** Failures in a row. */
  row = 0
  /** Results of the interval under way. */
  requests = 0
  successes = 0
  /** How many times `base` its last ejection lasts. */
  times = 0
  ejectedAt: Ms = Number.NEGATIVE_INFINITY
  returnedAt: Ms = Number.NEGATIVE_INFINITY

  /** A new interval begins. */
  forgetInterval(): void {
    this.requests = 0
    this.successes = 0
  }
}
