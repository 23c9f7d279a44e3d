/** What a queue keeps besides requests, as its replica knows it. */

/** The messages of a queue, which other replicas have not: lost or handed out again in a crash. */
export interface Messages {
  /** How many there are. */
  readonly count: number
  stopped(because: number): void
  runsAgain(): void
}
