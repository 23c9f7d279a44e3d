/** Jobs for the lines of these specs. */
import type { Waiting } from 'gameday/policies'

/** A job that may wait in a line. */
export class Job implements Waiting<Job> {
  queued = false
  turn = 0
  nextQueued: Job | null = null
  previousQueued: Job | null = null

  constructor(
    readonly id: number,
    readonly priority = 5,
  ) {}
}
