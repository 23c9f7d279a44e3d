/** Where something may be changed when nobody knows yet where it comes from. */
import { componentOf } from '../../declare/graph.ts'
import type { Fault } from '../../faults/fault.ts'
import { availabilityOf } from '../../record/views.ts'
import type { Run } from '../../record/run.ts'
import { spanOf } from '../../record/window.ts'
import type { CallMeter } from '../../record/meters.ts'

/** No more calls than these are looked at. */
const MOST_CALLS = 12

/**
 * The calls that fare worse than in a calm run, the worst first and those to what is struck before
 * all others, with their ends; and what the faults strike. Without faults nothing is calm.
 *
 * @returns names of calls and components
 */
export function suspectsIn(run: Run, calm: Run, faults: readonly Fault[]): string[] {
  const usual = (name: string): number =>
    faults.length === 0 ? 0 : harmOf(calm, calm.recording.calls.get(name))
  const worse = [...run.recording.calls]
    .map(([name, meter]) => ({ name, harm: harmOf(run, meter) - usual(name) }))
    .filter(({ harm }) => harm > 0)
    .sort((a, b) => b.harm - a.harm)
    .slice(0, MOST_CALLS)
    .map(({ name }) => name)
  const struck = faults.map(({ target }) => struckBy(target))
  const isStruck = (name: string): boolean =>
    struck.some(target => target === name || target === componentOf(name.split('->')[1]))
  const calls = worse.toSorted((a, b) => Number(isStruck(b)) - Number(isStruck(a)))
  const known = run.recording
  const all = [...calls, ...struck].flatMap(name => [name, ...endsOf(name)])
  return [...new Set(all)].filter(name => known.calls.has(name) || known.components.has(name))
}

/** A call, or the component of what else a fault is aimed at. */
const struckBy = (target: string): string =>
  target.includes('->') ? target : target.split(/[#.]/, 1)[0]

/** The time that was spent in a call, and what failed: by much more than by little. */
function harmOf({ recording }: Run, meter: CallMeter | undefined): number {
  if (meter === undefined) return 0
  const span = spanOf(recording)
  const failed = 1 - (availabilityOf(meter.tallies, span) ?? 1)
  const spent = meter.tallies.reduce((sum, tally) => sum + tally.latency.sum(span.slots), 0)
  return spent / recording.grid.horizonMs + failed
}

function endsOf(name: string): string[] {
  const [caller, callee] = name.split('->')
  return callee === undefined ? [] : [componentOf(callee), caller]
}
