/** Fallbacks that are down when they are needed, and one too many. */
import type { PartData, StepData, SystemData } from '../../data.ts'
import { componentOf } from '../../graph.ts'
import { zonesOf } from '../../network/zone.ts'
import type { DeclaredCall } from '../calls.ts'
import type { Figures } from '../figures.ts'
import { directNeeds, needsOf } from '../needs.ts'
import type { Told } from '../rule.ts'

/** Two ways to do without the answer, of which one would do. */
export const needlessFallback = ({ layers }: Figures): Told[] =>
  layers.flatMap(({ name, policy }) => {
    if (!policy.optional || policy.fallback?.standIn !== 'value') return []
    const what = 'the call is optional and has a value to fall back on: each alone would do'
    return [{ at: name, what, fix: 'keep one of optional and fallback' }]
  })

/** A call and steps that stand in for it. */
type Replaced = Pick<DeclaredCall, 'name' | 'callee' | 'to'> & {
  readonly steps: readonly StepData[]
}

const replaced = ({ layers }: Figures): Replaced[] =>
  layers.flatMap(({ name, callee, to, policy }) => {
    const steps = policy.fallback?.standIn
    return Array.isArray(steps) ? [{ name, callee, to, steps }] : []
  })

/** The fallback needs what the call needs. */
export const fallbackSharesDependency = (figures: Figures): Told[] =>
  replaced(figures).flatMap(call => {
    const { name, callee, steps } = call
    const shared = sharedBy(figures.data, call)
    if (shared.length === 0) return []
    const stand = standIns(steps)
    const what =
      shared[0] === componentOf(callee)
        ? `its fallback ${stand} needs ${callee} itself: while that fails, both do`
        : `its fallback ${stand} needs ${shared.join(', ')}, as ${callee} does: ` +
          'while that fails, both do'
    const fix = `fall back on a value, on lastGood, or on what does without ${shared[0]}`
    return [{ at: name, what, fix }]
  })

function sharedBy(data: SystemData, { to, steps }: Replaced): string[] {
  const needed = needsOf(data, [to])
  return [...needsOf(data, directNeeds(steps))].filter(name => needed.has(name))
}

const standIns = (steps: readonly StepData[]): string =>
  [...new Set(directNeeds(steps).map(componentOf))].join(', ')

/** The fallback is in another zone, but needs the zone of what it replaces. */
export const zonesAsOne = (figures: Figures): Told[] =>
  replaced(figures).flatMap(call => {
    const { name, callee, steps } = call
    const { data } = figures
    const zoneOf = (component: string): string | null => {
      const [zone = null, ...others] = zonesOf(data.parts.get(component) as PartData)
      return others.length === 0 ? zone : null
    }
    const lost = zoneOf(componentOf(callee))
    const stand = directNeeds(steps).find(to => (zoneOf(componentOf(to)) ?? lost) !== lost)
    if (lost === null || stand === undefined || sharedBy(data, call).length > 0) return []
    const there = [...needsOf(data, [stand])].filter(component => zoneOf(component) === lost)
    if (there.length === 0) return []
    const [other, zone] = [componentOf(stand), zoneOf(componentOf(stand))]
    const what =
      `${other} in zone ${zone} stands in for ${callee} in zone ${lost}, but needs ` +
      `${there.join(', ')} there: without zone ${lost} both fail, so that two zones are one`
    return [{ at: name, what, fix: `give ${other} its own ${there[0]} in zone ${zone}` }]
  })
