/** Varies a schedule that reached something new, by edits that a person might try. */
import type { Fault } from '../../faults/fault.ts'
import type { Dice } from '../dice.ts'
import { dialsOf } from './dials.ts'
import { drawFault, withWorst } from './draw.ts'
import { edited, movedTo } from './edit.ts'
import { rungOf } from './ladder.ts'
import { drawPeriod } from './periodic.ts'
import { drawPicks } from './picks.ts'
import type { FaultSpace } from './space.ts'
import { drawMoment, drawStart, drawValue, shortest } from './times.ts'

/** What a variation is made with. */
type Making = {
  readonly space: FaultSpace
  readonly dice: Dice
  /** The schedule of another find, to take faults from. */
  readonly other: readonly Fault[]
}

/** An edit of a schedule; the same one where it does not apply. */
type Edit = (faults: readonly Fault[], making: Making) => readonly Fault[]

/**
 * A schedule that differs from the one given, as far as the space allows. Every second time it
 * grows, if need be in place of another fault: what stands in for what has failed shows that it
 * does when it fails too.
 */
export function varied(faults: readonly Fault[], making: Making): readonly Fault[] {
  const { dice, space } = making
  let made = faults
  const others = space.options.periodic ? changingAlso : changing
  const count = 1 + dice.below(2)
  for (let i = 0; i < count; i++) {
    const grows = space.options.most > 1 && dice.onceIn(2)
    if (grows && made.length === space.options.most) made = withFewer(made, making)
    made = dice.pick(grows ? growing : others)(made, making)
  }
  return made
}

const moved: Edit = (faults, { space: { bounds }, dice }) =>
  changedOne(faults, dice, (fault, others) => {
    return movedTo(fault, drawStart(bounds, others, dice), bounds.withinMs)
  })

/** One or two rungs up or down. */
const turned: Edit = (faults, { space: { bounds }, dice }) =>
  changedOne(faults, dice, fault => {
    const { rungs, value, turned } = dice.pick(dialsOf(fault, bounds))
    const rung = rungOf(rungs, value) + dice.pick([-2, -1, 1, 2])
    return turned(rungs[Math.min(Math.max(rung, 0), rungs.length - 1)])
  })

const redrawn: Edit = (faults, { space: { bounds }, dice }) =>
  changedOne(faults, dice, fault => {
    const dial = dice.pick(dialsOf(fault, bounds))
    return drawPicks(dial.turned(drawValue(dial, bounds, dice)), dice)
  })

const aimedElsewhere: Edit = (faults, { space, dice }) =>
  changedOne(faults, dice, fault => {
    const choices = space.choicesOf(fault.cause.kind)
    const near = choices.filter(({ target }) => space.neighbours.areNear(target, fault.target))
    const { target } = dice.pick(near.length > 1 && dice.onceIn(2) ? near : choices)
    const aimed = edited(fault, { target })
    return space.fits(aimed) ? aimed : fault
  })

/** Something else as bad as can be, at the same time as one of them. */
const together: Edit = (faults, { space, dice }) => {
  const { timing, untilMs } = dice.pick(faults)
  return withWorst(space, dice, faults).map((fault, i) =>
    i < faults.length ? fault : edited(fault, { atMs: timing.atMs, forMs: untilMs - timing.atMs }),
  )
}

/** The same again, a moment of the system after it began or ended. */
const again: Edit = (faults, { space: { bounds }, dice }) => {
  const first = dice.pick(faults)
  const from = dice.onceIn(2) ? first.timing.atMs : first.untilMs
  const atMs = from + (drawMoment(bounds, dice) ?? 0)
  if (atMs + shortest(bounds) > bounds.withinMs) return faults
  return [...faults, movedTo(first, atMs, bounds.withinMs)]
}

const withMore: Edit = (faults, { space, dice }) => [...faults, drawFault(space, dice, faults)]

/** With a fault of the other find: what each did may be worse together. */
const merged: Edit = (faults, { dice, other }) => [...faults, dice.pick(other)]

const withFewer: Edit = (faults, { dice }) => {
  if (faults.length < 2) return faults
  const dropped = dice.below(faults.length)
  return faults.filter((_, i) => i !== dropped)
}

/** Coming and going, where that may be drawn. */
const flapping: Edit = (faults, { space, dice }) =>
  changedOne(faults, dice, fault => drawPeriod(fault, space, dice))

const growing: readonly Edit[] = [together, together, again, again, merged, withMore]
const changing: readonly Edit[] = [moved, turned, turned, redrawn, aimedElsewhere, withFewer]
const changingAlso: readonly Edit[] = [...changing, flapping]

function changedOne(
  faults: readonly Fault[],
  dice: Dice,
  change: (fault: Fault, others: readonly Fault[]) => Fault,
): readonly Fault[] {
  const index = dice.below(faults.length)
  const others = faults.filter((_, i) => i !== index)
  return faults.map((fault, i) => (i === index ? change(fault, others) : fault))
}
