/** How a run shows itself: as text, in JSON, on a console, and in the diffs of test runners. */
import type { Recording } from './recording.ts'
import { runLine, runTitle } from './run-line.ts'

/** What every run can be printed as. */
export abstract class ShownRun {
  /** The recording it reads. */
  abstract readonly recording: Recording

  /** One line: what ran, and how it went. */
  toString(): string {
    return runLine(this.recording)
  }

  /** One line for JSON and for the diffs of test runners; the numbers are in `recording`. */
  toJSON(): string {
    return runTitle(this.recording)
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Keeps Vitest from copying it for a diff: a copy has no private fields and answers nothing. */
  get [Symbol.toStringTag](): string {
    return 'Run'
  }
}
