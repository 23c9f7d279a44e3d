/** When a scenario happens: all have the same defaults. */
import type { Duration } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'

/** When a scenario begins, and for how long it lasts. */
export type ScenarioTimes = {
  /** Default 30 s. */
  readonly at?: Duration | undefined
  /** Default 30 s. */
  readonly for?: Duration | undefined
}

/** Some faults, all at the time of their scenario. */
export const together = <T extends string>(
  { at = '30s', for: length = '30s' }: ScenarioTimes,
  ...faults: readonly Fault<T>[]
): readonly Fault<T>[] => faults.map(fault => fault.at(at).for(length))
