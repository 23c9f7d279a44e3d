/**
 * What a run is, and how it shows itself: as text, in JSON, on a console, and in the diffs of test
 * runners.
 */
import type { FaultRecord } from './fault-record.ts'
import type { Recording, Ties } from './recording.ts'
import { runLine, runTitle } from './run-line.ts'

/** What every run says of itself, and can be printed as. */
export abstract class ShownRun {
  /** The recording it reads. */
  abstract readonly recording: Recording

  /** The seed that makes this run again. */
  get seed(): string {
    return this.recording.identity.seed
  }

  /** The order of events at the same moment: as they were planned, or drawn from this number. */
  get ties(): Ties {
    return this.recording.identity.ties ?? 'fifo'
  }

  /** A SHA-256 of the recording: equal for equal runs, on any machine. */
  get digest(): string {
    return this.recording.digest()
  }

  /** The faults, when they were in force, and how much each has touched. */
  get faults(): readonly FaultRecord[] {
    return this.recording.faults
  }

  /** The changes of the declaration, when each was made and taken back. */
  get changes(): readonly FaultRecord[] {
    return this.recording.changes
  }

  /**
   * What to keep in mind of this run, in sentences: each fault that touched nothing, and why;
   * messages that nobody handled; and what the declaration warns of.
   */
  get warnings(): readonly string[] {
    return this.recording.findWarnings()
  }

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
