/** What the two ways of draining ask of the play they carry. */

/** Milliseconds of real time after which a play lets the event loop see to others. */
export const TURN_MS = 50

/** A play, to whoever takes its steps. */
export interface Steps {
  /** Whether the last step was taken, or an error ended it. */
  readonly isOver: boolean
  /** Whether its clock stands still, until real work has ended. */
  readonly isFrozen: boolean
  /** Calls back once it goes on. */
  onThaw(thaw: () => void): void
  /** Takes the next step. Never throws. */
  step(): void
  /** Says that what the last step left is done. */
  settled(): void
  /** Says that the turn of this play begins. */
  enter(): void
  /** Says that its turn ends, for others or for good. */
  leave(): void
  /** Settles the play, when nobody runs any more. */
  finish(): void
}

/** Takes the steps of a play, and does between them what each left. */
export interface Drain {
  /** Begins in a turn of the event loop that is its own. */
  begin(): void
  /** An error reached `process` while a host was on the stage. */
  uncaught(): void
}
