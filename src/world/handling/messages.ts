/** What a queue keeps besides requests, as its replica knows it. */

/** The messages of a queue, of which other replicas have none: lost or handed out again in a crash. */
export interface Messages {
  /** How many there are. */
  readonly count: number
  crashed(): void
  runsAgain(): void
}
