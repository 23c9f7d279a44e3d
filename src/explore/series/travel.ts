/** What is played as plain data, so that it travels to threads, and back to what it was. */
import { type ChangeData, changeFrom, type System } from '../../declare/index.ts'
import { type SystemJson } from '../../declare/system.ts'
import { systemFrom } from '../../declare/system-from.ts'
import type { SimulateOptions } from '../../engine/simulate-options.ts'
import type { FaultData } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import { type RuleData, ruleFrom } from '../../faults/rule.ts'
import { goalFrom } from '../../judge/goals/from-json.ts'
import type { Goal, GoalJson } from '../../judge/goals/goal.ts'

/** Goals as plain data. */
export const packedGoals = (goals: readonly Goal[]): readonly GoalJson[] =>
  goals.map(goal => goal.toJSON())

/** The goals again. */
export const goalsFrom = (data: readonly GoalJson[]): readonly Goal[] => data.map(goalFrom)

/** A system and what is played of it, as plain data. */
export type PackedPlay = {
  readonly system: SystemJson
  readonly options: Omit<SimulateOptions, 'faults' | 'changes' | 'rules' | 'steadyState'>
  readonly faults: readonly FaultData[]
  readonly changes: readonly ChangeData[]
  readonly rules: readonly RuleData[]
  readonly steadyState: readonly GoalJson[] | undefined
}

/** What is played, as it is written. */
export type Play = { readonly system: System; readonly options: SimulateOptions }

/** What is played as plain data; its options are right. */
export function packedPlay({ system, options: written }: Play): PackedPlay {
  const { faults = [], changes = [], rules = [], steadyState, ...options } = written
  return {
    system: system.toJSON(),
    options,
    faults: faults.map(fault => fault.toJSON()),
    changes: changes.map(change => change.toJSON()),
    rules: rules.map(rule => rule.toJSON()),
    steadyState: steadyState && packedGoals([steadyState].flat()),
  }
}

/** What is played, again. */
export function playFrom(packed: PackedPlay): Play {
  const { system, options, faults, changes, rules, steadyState } = packed
  const all = {
    ...options,
    faults: faults.map(faultFrom),
    changes: changes.map(changeFrom),
    rules: rules.map(ruleFrom),
    ...(steadyState && { steadyState: goalsFrom(steadyState) }),
  }
  return { system: systemFrom(system), options: all }
}
