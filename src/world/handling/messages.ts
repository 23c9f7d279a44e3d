/** What a queue keeps besides requests, as its replica knows it. */

/** The messages of a queue: lost, or handed out again, when it crashes. */
export interface Messages {
  /** How many there are. */
  readonly count: number
  crashed(): void
  runsAgain(): void
}
