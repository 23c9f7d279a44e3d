/** Who is told of what is counted while a run goes on. */
import type { Ms } from '../kernel/units.ts'
import type { Outcome } from './outcome.ts'

/** Told of what is counted, as it is counted: for conditions that look at a run under way. */
export interface Observer {
  began(): void
  ended(outcome: Outcome): void
  /** @param slot when what took it had come */
  took(ms: Ms, slot: number): void
}
