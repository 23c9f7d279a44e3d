/** Shrinks the numbers of faults: each dial goes down to the weakest rung that breaks the goal. */
import { invariant } from '../../kernel/errors.ts'
import { type Dial, dialsOf, dialsToWeaken } from '../space/dials.ts'
import { rungOf } from '../space/ladder.ts'
import type { Trying } from './attempts.ts'
import type { Descent } from './descent.ts'
import { plainOnes } from './plain.ts'

/** Shortens every fault, then weakens every fault, then lets each touch less. */
export function* turnDown(descent: Descent): Trying {
  yield* turnEach(descent, isLength, lower)
  yield* turnEach(descent, isMagnitude, lower)
  yield* turnEach(descent, isShare, lower)
}

/** Turns every dial by one rung; one that gives way goes on as far as it can. */
export const turnOnce = (descent: Descent): Trying => turnEach(descent, anyDial, nudge)

const isLength = ({ name }: Dial): boolean => name === 'for'
const isShare = ({ name }: Dial): boolean => name === 'share'
const isMagnitude = (dial: Dial): boolean => !isLength(dial) && !isShare(dial)
const anyDial = (): boolean => true

/** One dial of one fault of the least schedule: it is looked up anew whenever that has changed. */
type Place = { readonly index: number; readonly name: string }

type Turn = (descent: Descent, place: Place) => Trying

function* turnEach(descent: Descent, chosen: (dial: Dial) => boolean, turn: Turn): Trying {
  for (const index of plainOnes(descent.faults)) {
    const dials = dialsToWeaken(descent.faults[index], descent.space.bounds).filter(chosen)
    for (const { name } of dials) yield* turn(descent, { index, name })
  }
}

/** Tries the next weaker rung; if that is enough, there may be more. */
function* nudge(descent: Descent, place: Place): Trying {
  const next = weakerRungs(dialAt(descent, place)).at(-1)
  if (next !== undefined && (yield* turnTo(descent, place, next))) yield* lower(descent, place)
  else yield* ontoARung(descent, place)
}

/**
 * The weakest rung first, for what does not matter; then by halves. It never leaves what breaks the
 * goal, so where that is not monotone it ends at a threshold, if not at the least one.
 */
function* lower(descent: Descent, place: Place): Trying {
  const rungs = weakerRungs(dialAt(descent, place))
  let [held, broke] = [-1, rungs.length]
  while (broke - held > 1) {
    const middle = held < 0 && broke === rungs.length ? 0 : Math.floor((held + broke) / 2)
    if (yield* turnTo(descent, place, rungs[middle])) broke = middle
    else held = middle
  }
  yield* ontoARung(descent, place)
}

/** Where every weaker rung holds, a number that nobody would write gives way to the next one. */
function* ontoARung(descent: Descent, place: Place): Trying {
  const dial = dialAt(descent, place)
  const above = dial.rungs.at(rungOf(dial.rungs, dial.value) + 1)
  if (dial.rungs.includes(dial.value) || above === undefined) return
  yield* turnTo(descent, place, above)
}

function* turnTo(descent: Descent, place: Place, value: number): Trying<boolean> {
  return yield* descent.tryFault(place.index, dialAt(descent, place).turned(value))
}

function dialAt({ faults, space }: Descent, { index, name }: Place): Dial {
  const dial = dialsOf(faults[index], space.bounds).find(dial => dial.name === name)
  invariant(dial !== undefined, `${faults[index]} has lost its ${name}`)
  return dial
}

/** The rungs below where a dial stands, from weak to strong. */
function weakerRungs({ rungs, value }: Dial): readonly number[] {
  const at = rungOf(rungs, value)
  return rungs.slice(0, rungs[at] === value ? at : at + 1)
}
