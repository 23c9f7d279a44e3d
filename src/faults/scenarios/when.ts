/** When a scenario happens: all have the same defaults. */
import type { Duration } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import type { Origin } from '../origin.ts'

/** When a scenario begins, and for how long it lasts. */
export type ScenarioTimes = {
  /** Default 30 s. */
  readonly at?: Duration | undefined
  /** Default 30 s. */
  readonly for?: Duration | undefined
}

/** What goes wrong together: parts of one scenario, whichever of them the traffic meets. */
export function partsOf<T extends string>(...faults: readonly Fault<T>[]): readonly Fault<T>[] {
  const origin: Origin = { is: 'scenario' }
  return faults.map(fault => fault.of(origin))
}

/** Some faults, all at the time of their scenario. */
export const together = <T extends string>(
  { at = '30s', for: length = '30s' }: ScenarioTimes,
  ...faults: readonly Fault<T>[]
): readonly Fault<T>[] => partsOf(...faults.map(fault => fault.at(at).for(length)))
