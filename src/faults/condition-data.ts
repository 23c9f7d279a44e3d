/** Conditions as plain data: what is measured, against what, and how conditions are combined. */
import type { Percentile } from '../kernel/percentile.ts'
import type { Ms } from '../kernel/units.ts'

/** What can be measured of a run under way. */
export type GaugeKind = 'queueOf' | 'utilisation' | 'rate' | 'errorRate' | 'timeoutRate' | 'latency'

/** What is measured, and of whom. */
export type GaugeData = {
  /** What is measured. */
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
  /** Whether the number has to be above the limit or below it. */
  readonly is: 'above' | 'below'
  /** What is measured, of whom, over what window. */
  readonly gauge: GaugeData
  /** What it is compared with: milliseconds, a share from 0 to 1, a count, a rate. */
  readonly limit: number
}

/** The states a breaker may be in. */
export type BreakerStateName = 'closed' | 'open' | 'half-open'

/** A condition as JSON holds it. */
export type ConditionData =
  | ComparisonData
  | {
      /** A breaker is in a state. */
      readonly is: 'breaker'
      /** The call with the breaker, as `product->db`. */
      readonly of: string
      /** The state that is asked for. */
      readonly state: BreakerStateName
    }
  | {
      /** A component is down. */
      readonly is: 'down'
      /** The component, or one of its replicas, as `db#0`. */
      readonly of: string
    }
  | {
      /** Another condition has held for a while without a break. */
      readonly is: 'lasting'
      /** How long it has to last. */
      readonly forMs: Ms
      /** The condition that has to last. */
      readonly of: ConditionData
    }
  | {
      /** All of several conditions hold, or any of them. */
      readonly is: 'allOf' | 'anyOf'
      /** The conditions. */
      readonly of: readonly ConditionData[]
    }
  | {
      /** Another condition does not hold. */
      readonly is: 'not'
      /** The condition. */
      readonly of: ConditionData
    }

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
