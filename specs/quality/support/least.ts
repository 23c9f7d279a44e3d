/** The least schedule of a weakness: what is less, what is as much as it may be, and what is it. */
import type { Fault } from 'gameday'
import type { Exploration } from 'gameday/explore'
import { type Dial, dialsOf } from '../../../src/explore/space/dials.ts'
import { rungOf } from '../../../src/explore/space/ladder.ts'
import type { Between, LeastFault } from './weakness.ts'

type Space = Exploration['space']

/** The faults as they were planted. */
export const faultsOf = (least: readonly LeastFault[]): readonly Fault[] =>
  least.map(({ fault }) => fault)

/** Each schedule with one fault less. */
export const withoutOne = (faults: readonly Fault[]): readonly (readonly Fault[])[] =>
  faults.map((_, index) => faults.toSpliced(index, 1))

/**
 * Each schedule with one dial of one fault a rung weaker. What touches everything stays so, as it
 * does when it is shrunk: to touch less is one more thing to say.
 */
export function weakerByOne(faults: readonly Fault[], space: Space): readonly (readonly Fault[])[] {
  return faults.flatMap((fault, index) =>
    dialsOf(fault, space.bounds).flatMap(dial => {
      const below = rungBelow(dial, dial.value)
      const touchesAll = dial.name === 'share' && dial.value === 1
      return below === undefined || touchesAll ? [] : [faults.with(index, dial.turned(below))]
    }),
  )
}

/** The faults with every dial as far up as the least schedule may have it. */
export function strongest(least: readonly LeastFault[], space: Space): readonly Fault[] {
  return least.map(one =>
    dialsOf(one.fault, space.bounds)
      .map(({ name }) => name)
      .reduce((fault, name) => turnedTo(fault, name, { one, space }), one.fault),
  )
}

function turnedTo(
  fault: Fault,
  name: string,
  { one, space }: { readonly one: LeastFault; readonly space: Space },
): Fault {
  const dial = dialsOf(fault, space.bounds).find(dial => dial.name === name)
  if (dial === undefined) return fault
  const [, most] = rangeOf(one, dial)
  const highest = dial.rungs.findLast(rung => rung <= most)
  return highest === undefined ? fault : dial.turned(highest)
}

/**
 * Each schedule with one dial under what the least schedule may have, and every other one as far up
 * as that may have it: if all of these hold, nothing under its ranges breaks the goal.
 */
export function underRanges(least: readonly LeastFault[], space: Space): (readonly Fault[])[] {
  const faults = strongest(least, space)
  return least.flatMap((one, index) =>
    dialsOf(faults[index], space.bounds).flatMap(dial => {
      const [from] = rangeOf(one, { ...dial, value: valueIn(one, dial, space) })
      const below = rungBelow(dial, from)
      return below === undefined ? [] : [faults.with(index, dial.turned(below))]
    }),
  )
}

/** Whether a schedule is the least one: the same kinds and targets, and every dial in its range. */
export function isLeast(
  faults: readonly Fault[],
  least: readonly LeastFault[],
  space: Space,
): boolean {
  if (faults.length !== least.length) return false
  const left = new Set(least)
  return faults.every(fault => {
    const same = [...left].find(one => isSame(fault, one, space))
    return same !== undefined && left.delete(same)
  })
}

function isSame(fault: Fault, one: LeastFault, space: Space): boolean {
  if (fault.target !== one.fault.target || fault.cause.kind !== one.fault.cause.kind) return false
  if ('way' in one.fault.cause && 'way' in fault.cause && one.fault.cause.way !== fault.cause.way) {
    return false
  }
  return dialsOf(fault, space.bounds).every(dial => {
    const [from, to] = rangeOf(one, { ...dial, value: valueIn(one, dial, space) })
    return from <= dial.value && dial.value <= to
  })
}

const rangeOf = ({ between = {} }: LeastFault, { name, value }: Dial): Between =>
  between[name] ?? [value, value]

const valueIn = ({ fault }: LeastFault, { name }: Dial, space: Space): number =>
  dialsOf(fault, space.bounds).find(dial => dial.name === name)?.value ?? Number.NaN

function rungBelow({ rungs }: Dial, value: number): number | undefined {
  const at = rungOf(rungs, value)
  return at >= 0 && rungs[at] !== value ? rungs[at] : rungs[at - 1]
}
