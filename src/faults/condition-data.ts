/** Conditions as plain data: what is measured, against what, and how conditions are combined. */
import type { Percentile } from '../kernel/percentile.ts'
import type { Ms } from '../kernel/units.ts'

/** What can be measured of a run under way. */
export type GaugeKind = 'queueOf' | 'utilisation' | 'rate' | 'errorRate' | 'timeoutRate' | 'latency'

/** What is measured, and of whom. */
export type GaugeData = {
  readonly gauge: GaugeKind
  /** A component, a call or clients. */
  readonly of: string
  /** The length of the window that slides along; 0 for what is read at the moment. */
  readonly overMs: Ms
  /** Only of latencies. */
  readonly percentile?: Percentile
}

/** A number measured, and the limit it is compared with, in milliseconds and shares. */
export type ComparisonData = {
  readonly is: 'above' | 'below'
  readonly gauge: GaugeData
  readonly limit: number
}

/** The states a breaker may be in. */
export type BreakerStateName = 'closed' | 'open' | 'half-open'

/** A condition as JSON holds it. */
export type ConditionData =
  | ComparisonData
  | { readonly is: 'breaker'; readonly of: string; readonly state: BreakerStateName }
  | { readonly is: 'down'; readonly of: string }
  | { readonly is: 'lasting'; readonly forMs: Ms; readonly of: ConditionData }
  | { readonly is: 'allOf' | 'anyOf'; readonly of: readonly ConditionData[] }
  | { readonly is: 'not'; readonly of: ConditionData }

/** The conditions that ask something themselves, wherever they stand. */
export type Question = Exclude<ConditionData, { readonly of: object }>

/** Everything that a condition asks, each part once. */
export function questionsOf(condition: ConditionData): Question[] {
  switch (condition.is) {
    case 'allOf':
    case 'anyOf':
      return condition.of.flatMap(questionsOf)
    case 'lasting':
    case 'not':
      return questionsOf(condition.of)
    default:
      return [condition]
  }
}
