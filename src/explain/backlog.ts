/** A failure that outlasts what began it, since what has piled up meanwhile is worked off first. */
import { count } from '../kernel/count.ts'
import { moment } from '../kernel/figures.ts'
import type { Ms } from '../kernel/units.ts'
import { callIn, type Case, componentIn, during } from './case.ts'
import type { Mechanism } from './diagnosis.ts'
import { sinceThen } from './lines.ts'
import { isTooSmall } from './overload.ts'
import type { Told } from './reached.ts'
import { calleeOf, callerOf, standInsOf } from './topology.ts'

/** As busy as it can be. */
const BUSY = 0.9

/** It has to go on for so many slots after what began it. */
const LEAST_SLOTS = 3

/**
 * What was in line when what began it was over, and how long that was in the way.
 *
 * @param endedMs when what began it was over
 */
export function backlogText(
  one: Case,
  { found: { mechanism }, path }: Told,
  endedMs: Ms,
): string | undefined {
  if (mechanism === 'no time-out' && hasEndless(one, path)) return undefined
  const { toMs } = one.spell
  const later = one.run.recording.grid.edges.filter(edge => edge >= endedMs && edge < toMs)
  if (later.length < LEAST_SLOTS) return undefined
  const after = during(one, { fromMs: later[0], toMs })
  const first = during(one, { fromMs: later[0], toMs: later[1] })
  const inLine = (name: string): number => componentIn(first, name).queue.peak
  const component = path
    .map(calleeOf)
    .findLast(name => inLine(name) > 0 && componentIn(after, name).utilisation > BUSY)
  if (component === undefined) return undefined
  if (again.has(mechanism)) {
    const what = mechanism === 'hedges' ? 'hedges' : 'retries'
    const keep = `${what} keep ${component} full ${untilText(one)}`
    return `that was over at ${moment(endedMs)}, but ${keep}`
  }
  if (mechanism === 'cache misses') {
    const { queue } = componentIn(after, component)
    return `the ${count(queue.peak)} in line keep ${component} full ${untilText(one)}`
  }
  const { wasted } = componentIn(after, component)
  const late = wasted.count === 0 ? '' : `, ${count(wasted.count)} came too late`
  const lines = path
    .map(calleeOf)
    .filter(name => inLine(name) > inLine(component) / MANY || name === component)
    .slice(-MOST_LINES)
    .map(name => `${count(inLine(name))} at ${name}`)
  const waited =
    lines.length === 1
      ? `${count(inLine(component))} were still in line at ${component}`
      : `${lines.join(' and ')} were in line`
  return `that was over at ${moment(endedMs)}, but ${waited}: full ${untilText(one)}${late}`
}

/** Shorter lines than this part of the last one, and more lines, are not worth a word. */
const [MANY, MOST_LINES] = [4, 2]

/**
 * Two stand in for each other, and what one does not answer in time the other gets as well.
 *
 * @param endedMs when what began it was over
 */
export function backAndForthText(
  one: Case,
  path: readonly string[],
  endedMs: Ms,
): string | undefined {
  const { toMs } = one.spell
  const later = one.run.recording.grid.edges.filter(edge => edge >= endedMs && edge < toMs)
  if (later.length < LEAST_SLOTS) return undefined
  const after = during(one, { fromMs: later[0], toMs })
  const lateOn = (call: string): number => callIn(after, call).attempts.outcomes.timeout
  for (const call of path) {
    const [callee, caller] = [calleeOf(call), callerOf(call)]
    const other = standInsOf(one.system, call).find(name =>
      standInsOf(one.system, `${caller}->${name}`).includes(callee),
    )
    if (other === undefined) continue
    const [here, there] = [lateOn(call), lateOn(`${caller}->${other}`)]
    if (here === 0 || there === 0) continue
    const each = `${count(here)} of ${callee}, ${count(there)} of ${other}`
    return `that was over at ${moment(endedMs)}, but time-outs of each go to the other: ${each}`
  }
  return undefined
}

/** That nothing will end it: it is too small for what it is asked for as usual. */
export function lastingText(one: Case, component: string): string | undefined {
  const isUsual = !one.hasCalm && !component.includes('->') && isTooSmall(one, component)
  return isUsual ? 'nothing ends that: it is the usual load, and what waits only grows' : undefined
}

/** `until 56.25s`, `to the end`. */
function untilText({ run, spell: { toMs } }: Case): string {
  const { edges, horizonMs } = run.recording.grid
  const rest = edges.filter(edge => edge >= toMs && edge < horizonMs)
  return rest.length < LEAST_SLOTS ? 'to the end' : `until ${moment(toMs)}`
}

const again: ReadonlySet<Mechanism> = new Set(['retries', 'hedges'] as const)

/** What waits for good is not worked off. */
const hasEndless = (one: Case, path: readonly string[]): boolean =>
  path.some(call => callIn(sinceThen(one), call).unfinished > 0)
