/** Who has no part in an outage, though a fault struck it: nothing of it explains anything. */
import type { System } from '../declare/index.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import { windowIn } from '../record/window.ts'
import type { Diagnosis } from './diagnosis.ts'
import { calleeOf, callerOf, callsTo, canFail } from './topology.ts'

/** The calls and components that only innocent faults have struck, and the calls to those. */
export function bystandersIn(run: Run, diagnosis: Diagnosis): ReadonlySet<string> {
  const { faults, innocent, consequences, path, place } = diagnosis
  const others = struckBy(run, innocent.map(String))
  const parts = others.map(name => (name.includes('->') ? calleeOf(name) : name))
  const involved = [...path, place].flatMap(name =>
    name.includes('->') ? [name, callerOf(name), calleeOf(name)] : [name],
  )
  const kept = new Set([...involved, ...struckBy(run, [...faults, ...consequences].map(String))])
  const left = [...new Set(parts)].filter(name => !kept.has(name))
  const calls = [...left.flatMap(name => callsTo(run, name)), ...others]
  return new Set([...left, ...calls.filter(name => !kept.has(name))])
}

const struckBy = ({ faults }: Run, some: readonly string[]): string[] =>
  faults.filter(({ fault }) => some.includes(fault)).flatMap(({ struck }) => [...struck])

/** Without whom requests were served degraded: optional calls, and such as have a fallback. */
export function lackingIn(run: Run, goal: Goal): readonly string[] {
  const system = run.origin?.system as System | undefined
  if (system === undefined) return []
  const lost = [...run.recording.calls.keys()]
    .filter(call => canFail(system, call))
    .map(call => ({ name: calleeOf(call), many: lostOn(run, call, goal) }))
    .filter(({ many }) => many > 0)
    .sort((a, b) => b.many - a.many || (a.name < b.name ? -1 : 1))
  return [...new Set(lost.map(({ name }) => name))]
}

function lostOn(run: Run, call: string, goal: Goal): number {
  const { issued, outcomes } = run.on(call, windowIn(goal.data.question))
  return issued - outcomes.ok - outcomes.cancelled
}
