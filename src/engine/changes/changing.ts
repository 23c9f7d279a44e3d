/** What a system that is wired has to be ready for: changes while it runs. */
import type { ChangingCalls } from './changing-calls.ts'

/** What may change. */
export type Changing = {
  /** Notes which calls may change; null where none does. */
  readonly calls: ChangingCalls | null
  /** How many replicas of a part there are at any time; undefined where that never changes. */
  most(name: string): number | undefined
  /** Whether it may change how the replicas of a part are chosen. */
  turnsBalance(name: string): boolean
}

/** Nothing does. */
export const nothingChanges: Changing = {
  calls: null,
  most: () => undefined,
  turnsBalance: () => false,
}
