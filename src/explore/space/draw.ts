/** Draws schedules of faults that fit a system. */
import type { Fault } from '../../faults/fault.ts'
import type { Dice } from '../dice.ts'
import { dialsOf, lengthOf } from './dials.ts'
import { atWorst } from './examples.ts'
import { drawPeriod } from './periodic.ts'
import { drawPicks } from './picks.ts'
import type { Choice, FaultSpace } from './space.ts'
import { drawSwarm, type Swarm } from './swarm.ts'
import { drawStart, drawValue, shortest } from './times.ts'

/**
 * Some faults, at least one. Every second time they come together, each as bad as can be: what one
 * stands in for the other is then gone as well. Else each has a time and a strength of its own.
 */
export function drawSchedule(space: FaultSpace, dice: Dice): readonly Fault[] {
  return dice.onceIn(2) ? drawTogether(space, dice) : drawApart(space, dice)
}

/** Two at least, if there may be two: single ones are the examples that are tried first. */
function drawTogether(space: FaultSpace, dice: Dice): readonly Fault[] {
  const { most } = space.options
  const count = most < 2 ? 1 : 2 + dice.below(most - 1)
  let faults: readonly Fault[] = []
  for (let i = 0; i < count; i++) faults = withWorst(space, dice, faults)
  return faults
}

/**
 * One more fault, as bad as can be: often of what stands in for another that fails, or near it. The
 * same faults where nothing is left to break.
 */
export function withWorst(
  space: FaultSpace,
  dice: Dice,
  faults: readonly Fault[],
): readonly Fault[] {
  const all = space.choicesOf(dice.pick(space.kinds))
  const free = all.filter(({ target }) => faults.every(fault => fault.target !== target))
  if (free.length === 0) return faults
  if (faults.length === 0) return [atWorst(dice.pick(free), space.bounds)]
  const other = dice.pick(faults).target
  const { neighbours } = space
  const wanted = dice.pick([
    free.filter(({ target }) => neighbours.standIn(target, other)),
    free.filter(({ target }) => neighbours.areNear(target, other)),
    free,
  ])
  return [...faults, atWorst(dice.pick(wanted.length > 0 ? wanted : free), space.bounds)]
}

function drawApart(space: FaultSpace, dice: Dice): readonly Fault[] {
  const swarm = drawSwarm(space, dice)
  const count = 1 + dice.below(space.options.most)
  const faults: Fault[] = []
  while (faults.length < count) faults.push(drawBeside(space, dice, { swarm, others: faults }))
  return faults
}

/** One fault of any kind, anywhere, at any time. */
export function drawFault(space: FaultSpace, dice: Dice, others: readonly Fault[] = []): Fault {
  const swarm = drawSwarm(space, dice)
  return drawBeside(space, dice, { swarm, others })
}

type Beside = { readonly swarm: Swarm; readonly others: readonly Fault[] }

function drawBeside(space: FaultSpace, dice: Dice, { swarm, others }: Beside): Fault {
  const kind = dice.weighted(swarm.kinds, swarm.weights)
  const choice = drawTarget(swarm.choicesOf(kind), { space, others, dice })
  const at = drawStart(space.bounds, others, dice)
  const begun = choice.at(at).for(shortest(space.bounds))
  const drawn = drawPicks(drawStrength(space, begun, dice), dice)
  return space.options.periodic && dice.onceIn(3) ? drawPeriod(drawn, space, dice) : drawn
}

/** Near another fault every second time: what fails together is near each other. */
function drawTarget(
  choices: readonly Choice[],
  { space, others, dice }: { space: FaultSpace; others: readonly Fault[]; dice: Dice },
): Choice {
  if (others.length === 0 || dice.onceIn(2)) return dice.pick(choices)
  const other = dice.pick(others).target
  const near = choices.filter(({ target }) => space.neighbours.areNear(target, other))
  return dice.pick(near.length > 0 ? near : choices)
}

/** The fault with another length and, as it may be, magnitude and share. */
function drawStrength({ bounds }: FaultSpace, fault: Fault, dice: Dice): Fault {
  const length = lengthOf(fault, bounds)
  const others = dialsOf(fault, bounds).filter(({ name }) => name !== 'for')
  let drawn = length?.turned(drawValue(length, bounds, dice)) ?? fault
  for (const { name } of others) {
    const isWhole = name === 'share' && !dice.onceIn(4)
    const dial = dialsOf(drawn, bounds).find(dial => dial.name === name)
    if (dial !== undefined && !isWhole) drawn = dial.turned(drawValue(dial, bounds, dice))
  }
  return drawn
}
