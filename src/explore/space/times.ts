/**
 * Draws times. Systems change their minds at moments of their own (a time-out, the end of an open
 * breaker, a lifetime in a cache), so a share of all times is just under, at, or just over one.
 */
import type { Fault } from '../../faults/fault.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Dice } from '../dice.ts'
import { type Bounds, type Dial, SHORTEST_MS } from './dials.ts'
import { timesBetween } from './ladder.ts'

const sides = [0.9, 1, 1.1] as const

/** A moment of the system or a bit to its side, as a person would write it. */
export function drawMoment({ moments }: Bounds, dice: Dice): Ms | undefined {
  if (moments.length === 0) return undefined
  const moment = dice.pick(moments)
  const side = dice.pick(sides)
  return side === 1 ? moment : inTwoFigures(moment * side)
}

const inTwoFigures = (ms: Ms): Ms => Number(ms.toPrecision(2))

/** A value for a dial: strong rather than weak; of a time, often one of the system's own. */
export function drawValue(dial: Dial, bounds: Bounds, dice: Dice): number {
  const { name, rungs } = dial
  const moment = isTime(name) && dice.onceIn(3) ? drawMoment(bounds, dice) : undefined
  if (moment !== undefined && rungs[0] <= moment && moment <= rungs[rungs.length - 1]) return moment
  const rung = dice.below(rungs.length)
  return rungs[dice.onceIn(2) ? rung : Math.max(rung, dice.below(rungs.length))]
}

const isTime = (dial: string): boolean => dial === 'for' || dial === 'by'

/** The shortest fault that the bounds allow. */
export const shortest = ({ ranges, withinMs }: Bounds): Ms =>
  ranges['for']?.least ?? Math.min(SHORTEST_MS, withinMs)

/** When a fault begins: at a round time, at a moment of the system, or by what others do. */
export function drawStart(bounds: Bounds, others: readonly Fault[], dice: Dice): Ms {
  const latest = Math.max(0, bounds.withinMs - shortest(bounds))
  const start = others.length > 0 && dice.onceIn(2) ? beside(dice.pick(others), bounds, dice) : -1
  if (start >= 0 && start <= latest) return start
  const moment = dice.onceIn(4) ? drawMoment(bounds, dice) : undefined
  if (moment !== undefined && moment <= latest) return moment
  const step = roundStep(bounds.withinMs)
  return dice.below(Math.floor(latest / step) + 1) * step
}

/** As another fault begins or ends, halfway through it, or a moment of the system after these. */
function beside({ timing: { atMs }, untilMs }: Fault, bounds: Bounds, dice: Dice): Ms {
  const moment = drawMoment(bounds, dice) ?? 0
  const half = inTwoFigures((untilMs - atMs) / 2)
  return dice.pick([atMs, untilMs, atMs + half, atMs + moment, untilMs + moment])
}

/** Some twenty steps, of a time that a person would write. */
const roundStep = (withinMs: Ms): Ms => timesBetween(1, Math.max(withinMs / 20, 1)).at(-1) ?? 1
