/** What can be turned up and down in a fault: its magnitude, its length, the share it touches. */
import type { Fault } from '../../faults/fault.ts'
import { kindOf } from '../../faults/kinds.ts'
import type { Ms } from '../../kernel/units.ts'
import { edited, optionOf } from './edit.ts'
import { shares, timesBetween } from './ladder.ts'
import { type Magnitude, magnitudesOf } from './profiles.ts'

/** One number of a fault, and the values it may have. */
export type Dial = {
  /** `for`, `every`, `until`, `share`, or the name of an option. */
  readonly name: string
  /** From weak to strong. */
  readonly rungs: readonly number[]
  /** Where it stands. */
  readonly value: number
  /** The same fault with another value. */
  turned(this: void, value: number): Fault
}

/** From the least to the most, both included. */
export type Range = { readonly least: number; readonly most: number }

/** The bounds of dials, by name; what is not named has the bounds of its kind. */
export type Ranges = { readonly [dial: string]: Range }

/** What the dials of faults need to know of where they are used. */
export type Bounds = {
  /** By when every fault has ended. */
  readonly withinMs: Ms
  readonly ranges: Ranges
  /** Times that matter in the system, such as its time-outs: rungs besides the usual ones. */
  readonly moments: readonly Ms[]
}

/** The shortest fault. */
export const SHORTEST_MS = 100

/** Every dial of a fault that is in force for a time. */
export function dialsOf(fault: Fault, bounds: Bounds): Dial[] {
  return [
    lengthOf(fault, bounds),
    periodOf(fault, bounds),
    endOf(fault, bounds),
    magnitudeOf(fault, bounds),
    shareOf(fault, bounds),
  ].filter(dial => dial !== undefined)
}

/**
 * Every dial that could weaken a fault and leave it as simple: what touches all requests touches
 * all, since a share of them would be one more thing to understand.
 */
export const dialsToWeaken = (fault: Fault, bounds: Bounds): Dial[] =>
  dialsOf(fault, bounds).filter(({ name, value }) => name !== 'share' || value < 1)

/** How long it lasts; each time, if it comes and goes. */
export function lengthOf(fault: Fault, { withinMs, ranges, moments }: Bounds): Dial | undefined {
  const { atMs, forMs, when, randomly, every } = fault.timing
  if (when !== undefined || randomly !== undefined) return undefined
  if (every !== undefined) {
    const rungs = timesBetween(Math.min(SHORTEST_MS, forMs), every.everyMs)
    return {
      name: 'for',
      rungs: rungs.filter(ms => ms < every.everyMs),
      value: forMs,
      turned: ms => edited(fault, { forMs: ms }),
    }
  }
  const left = Math.max(withinMs - atMs, Math.min(SHORTEST_MS, withinMs))
  const asked: Range | undefined = ranges['for']
  const { least, most } = asked ?? { least: SHORTEST_MS, most: left }
  const range = { least: Math.min(least, left), most: Math.min(most, left) }
  const rungs = within(range, timesBetween(SHORTEST_MS, left, moments))
  const value = Math.min(forMs, left)
  return { name: 'for', rungs, value, turned: ms => edited(fault, { forMs: ms }) }
}

/** How often it comes, if it comes and goes: the longer the period, the weaker. */
function periodOf(fault: Fault, { withinMs }: Bounds): Dial | undefined {
  const { atMs, forMs, every } = fault.timing
  if (every === undefined) return undefined
  const longest = Math.max(every.everyMs, withinMs - atMs)
  const rungs = timesBetween(forMs, longest).filter(ms => ms > forMs)
  return {
    name: 'every',
    rungs: rungs.toReversed(),
    value: every.everyMs,
    turned: everyMs => edited(fault, { every: { ...every, everyMs } }),
  }
}

/** When it has come often enough, if it comes and goes. */
function endOf(fault: Fault, { withinMs }: Bounds): Dial | undefined {
  const { atMs, every } = fault.timing
  if (every === undefined) return undefined
  const most = Math.max(every.everyMs, Math.min(fault.untilMs, withinMs) - atMs)
  return {
    name: 'until',
    rungs: timesBetween(every.everyMs, most).map(ms => atMs + ms),
    value: Math.min(fault.untilMs, atMs + most),
    turned: untilMs => edited(fault, { every: { ...every, untilMs } }),
  }
}

/** How bad it is. */
export function magnitudeOf(fault: Fault, { ranges, moments }: Bounds): Dial | undefined {
  const magnitude = sayingOf(fault)
  if (magnitude === undefined) return undefined
  const { option, rungs } = magnitude
  const value = optionOf(fault, option)
  if (typeof value !== 'number') return undefined
  const all = option === 'by' ? timesBetween(rungs[0], rungs.at(-1) ?? 0, moments) : rungs
  return {
    name: option,
    rungs: within(ranges[option], all),
    value,
    turned: to => edited(fault, { options: { [option]: to } }),
  }
}

/** The option that says how bad a fault is: of several the one that it was given. */
export function sayingOf(fault: Fault): Magnitude | undefined {
  const all = magnitudesOf(fault.cause.kind)
  return all.find(({ option }) => Number(optionOf(fault, option)) > 0) ?? all[0]
}

/** How much of the traffic it touches; of replicas only a component that has several has a part. */
function shareOf(fault: Fault, { ranges }: Bounds): Dial | undefined {
  if (kindOf(fault.cause).shareOf !== 'requests') return undefined
  const { share } = fault.timing
  const rungs = within(ranges['share'], shares)
  return { name: 'share', rungs, value: share, turned: to => edited(fault, { share: to }) }
}

/** The rungs inside a range, its own ends included. */
function within(range: Range | undefined, rungs: readonly number[]): readonly number[] {
  if (range === undefined) return rungs
  const { least, most } = range
  const rises = rungs.length < 2 || rungs[0] < rungs[1]
  const inside = rungs.filter(rung => rung > least && rung < most)
  const all = [...new Set([least, ...inside, most])].sort((a, b) => a - b)
  return rises ? all : all.toReversed()
}
