/** Remembers which schedules broke the goal, so that none is played twice. */
import type { Schedule } from '../search/trial.ts'

/** What is known of schedules, by what they say. */
export class Answers {
  readonly #known = new Map<string, boolean>()

  /** Whether a schedule broke the goal; undefined if it is not known. */
  of(schedule: Schedule): boolean | undefined {
    return this.#known.get(textOf(schedule))
  }

  /** Learns what came of playing one. */
  learn(schedule: Schedule, isBroken: boolean): void {
    this.#known.set(textOf(schedule), isBroken)
  }
}

/** The sentences of a schedule tell all of it: pasting them makes the same faults. */
export const textOf = ({ faults, seed }: Schedule): string => [seed, ...faults].join('\n')
