/** How many replicas there are to be, by how much there is for them to do, as plain data. */
import type { Problem } from '../../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  numberWithin,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { anyTime, someRate, someTime, type Units } from '../units.ts'

/** What one replica is to have on average: exactly one of three. */
export type AutoscalingTarget<Part = number, PerTime = number> =
  | {
      /** The share of its slots in use, as Kubernetes' `averageUtilization`. */
      readonly utilisation: Part
    }
  | {
      /** How many requests come to it, as AWS' `ALBRequestCountPerTarget`. */
      readonly rate: PerTime
    }
  | {
      /** How many requests wait; of a worker, messages in its queue: the backlog per replica. */
      readonly queue: number
    }

/** An autoscaler: between which bounds, by what, and how quickly. */
export type AutoscalingOptions<Time = Ms, Part = number, PerTime = number> = {
  /** There are never fewer, from 1. */
  readonly min: number
  /** There are never more. */
  readonly max: number
  /** How many there are at the start. `min` by default. */
  readonly initial?: number
  /** What one replica is to have on average. */
  readonly target: AutoscalingTarget<Part, PerTime>
  /**
   * How often it looks, and over how long it measures. 15 s by default, as Kubernetes'
   * `--horizontal-pod-autoscaler-sync-period`.
   */
  readonly every?: Time
  /** From a decision until a new replica begins to start: a machine, an image. 0 by default. */
  readonly delay?: Time
  /** As near to the target as this share of it nothing is done. 0.1 by default (Kubernetes). */
  readonly tolerance?: Part
  /**
   * It takes away no more than what was wanted at no time of this window: the highest of all that
   * it has recommended since counts. 5 min by default (Kubernetes' `stabilizationWindowSeconds` of
   * `scaleDown`); 0 for none.
   */
  readonly stabilisationWindow?: Time
  /** After each scaling nothing is scaled for so long (AWS' simple scaling). 0 by default. */
  readonly cooldown?: Time
}

/** The options with every default filled in. */
export type AutoscalingSettings = Required<AutoscalingOptions>

/** What holds where the options say nothing. */
const AUTOSCALING_DEFAULTS = Object.freeze({
  every: 15_000,
  delay: 0,
  tolerance: 0.1,
  stabilisationWindow: 300_000,
  cooldown: 0,
})

/** The options, already checked, with the default of every one that is left out. */
export const autoscalingSettings = (options: AutoscalingOptions): AutoscalingSettings => ({
  ...AUTOSCALING_DEFAULTS,
  ...options,
  initial: options.initial ?? options.min,
})

/**
 * What the options must look like, in these units.
 *
 * @param most as many replicas as there may be
 */
export function autoscalingSchemaIn(units: Units, most: number): Schema<AutoscalingOptions> {
  const entries = {
    min: wholeNumber(1, most, 'min: 2'),
    max: wholeNumber(1, most, 'max: 10'),
    initial: optional(wholeNumber(1, most, 'initial: 4')),
    target: targetSchemaIn(units),
    every: optional(someTime(units, "every: '15s'")),
    delay: optional(anyTime(units, "delay: '30s'")),
    tolerance: optional(units.share(x => x >= 0 && x < 1, 'a share below 1', 'tolerance: 0.1')),
    stabilisationWindow: optional(anyTime(units, "stabilisationWindow: '5m'")),
    cooldown: optional(anyTime(units, "cooldown: '5m'")),
  }
  return consistent<AutoscalingOptions>(options(entries) as Schema<never>, contradictions)
}

function targetSchemaIn(units: Units): Schema<AutoscalingTarget> {
  const kinds: { readonly [name: string]: Schema<AutoscalingTarget> } = {
    rate: options({ rate: someRate(units) }),
    queue: options({ queue: numberWithin(0.001, 1_000_000, 'queue: 20') }),
  }
  const isOver0 = (x: number): boolean => x > 0
  const utilisation = units.share(isOver0, 'a share over 0', "utilisation: '60%'")
  const usual: Schema<AutoscalingTarget> = options({ utilisation })
  return chosenBy(written => {
    const name = Object.keys(kinds).find(kind => isRecord(written) && kind in written)
    return name === undefined ? usual : kinds[name]
  })
}

function* contradictionsIn(options: AutoscalingOptions): Generator<Problem> {
  const { min, max, initial } = autoscalingSettings(options)
  if (min > max) {
    const what = `there are to be at least ${min} replicas and at most ${max}`
    yield { what, fix: `write max: ${min}, or min: ${max}` }
  } else if (initial < min || initial > max) {
    const what = `it begins with ${initial} replicas, of at least ${min} and at most ${max}`
    yield { what, where: 'initial', fix: `write initial: ${Math.min(max, Math.max(min, initial))}` }
  }
}

const contradictions = (options: AutoscalingOptions): Problem[] => [...contradictionsIn(options)]
