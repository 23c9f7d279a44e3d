/** Shrinks faults to what is simpler to say: a nearer target, a plainer kind, fewer options. */
import type { Fault } from '../../faults/fault.ts'
import { magnitudeOf, sayingOf } from '../space/dials.ts'
import { edited, ofKind, once } from '../space/edit.ts'
import { kindsBySimplicity, profileOf } from '../space/profiles.ts'
import type { FaultSpace } from '../space/space.ts'
import type { Trying } from './attempts.ts'
import type { Descent } from './descent.ts'
import { ifPossible, plainOnes } from './plain.ts'

/** Something simpler than a fault, the simplest first. */
type Simpler = (fault: Fault, space: FaultSpace) => Iterable<Fault>

/** Aims each fault that strikes a zone at one of its components. */
export const narrowZones = (descent: Descent): Trying =>
  simplify(descent, (fault, space) =>
    narrower(fault, space).filter(({ target }) => !/->|\./.test(target)),
  )

/** Aims each fault at a part of its target: a component, or one of its calls or operations. */
export const narrow = (descent: Descent): Trying => simplify(descent, narrower)

/** Makes each fault one of a simpler kind, or of its own without further options. */
export function* simplifyKinds(descent: Descent): Trying {
  yield* simplify(descent, ofSimplerKinds)
  yield* simplify(descent, plainer)
  yield* simplify(descent, whole)
  yield* simplify(descent, unbroken)
}

/** Goes on from whatever broke the goal until nothing simpler does. */
function* simplify(descent: Descent, simpler: Simpler): Trying {
  for (const index of plainOnes(descent.faults)) {
    let before: Fault | undefined
    while (before !== descent.faults[index]) {
      before = descent.faults[index]
      yield* simplifyOnce(descent, index, simpler)
    }
  }
}

function* simplifyOnce(descent: Descent, index: number, simpler: Simpler): Trying {
  for (const fault of simpler(descent.faults[index], descent.space)) {
    if (descent.space.fits(fault) && (yield* descent.tryFault(index, fault))) return
  }
}

function narrower(fault: Fault, space: FaultSpace): Fault[] {
  return space.narrower(fault).flatMap(target => ifPossible(() => edited(fault, { target })))
}

/** At its strongest, then, where both have the same number, as strong as it is. */
function* ofSimplerKinds(fault: Fault, space: FaultSpace): Generator<Fault> {
  const { kind } = fault.cause
  for (const simpler of kindsBySimplicity.slice(0, kindsBySimplicity.indexOf(kind))) {
    if (!space.options.kinds.includes(simpler)) continue
    for (const choice of space.choicesOf(simpler)) {
      if (choice.target === fault.target) yield* inPlaceOf(fault, choice, space)
    }
  }
}

function inPlaceOf(fault: Fault, { cause }: Fault, { bounds }: FaultSpace): Fault[] {
  const { kind, ...options } = cause
  const made = ofKind(fault, kind, options)
  const dial = magnitudeOf(made, bounds)
  const strongest = dial?.rungs.at(-1)
  if (dial === undefined || strongest === undefined) return [made]
  const old = magnitudeOf(fault, bounds)
  const asStrong = old?.name === dial.name && old.value !== strongest ? [old.value] : []
  return [strongest, ...asStrong].flatMap(value => ifPossible(() => dial.turned(value)))
}

/** The same fault for all requests, where it is for a share of them. */
const whole: Simpler = fault =>
  fault.timing.share < 1 ? ifPossible(() => edited(fault, { share: 1 })) : []

/** The same fault as its word makes it, but for how bad it is. */
const plainer: Simpler = fault => {
  const { kind, ...options } = fault.toJSON().cause
  const { ways } = profileOf(kind)
  const magnitude = sayingOf(fault)
  if (Object.keys(ways[0]).length > 0) return []
  const howBad = Object.entries(options).filter(([name]) => name === magnitude?.option)
  return ifPossible(() => {
    const { share } = fault.timing
    const plain = ofKind(fault, kind, Object.fromEntries(howBad))
    return share < 1 ? edited(plain, { share }) : plain
  }).filter(plain => `${plain}` !== `${fault}`)
}

/** The same fault once, where it comes and goes: for one of its times, or from first to last. */
const unbroken: Simpler = fault => {
  const { atMs, forMs, every } = fault.timing
  return every === undefined ? [] : [forMs, fault.untilMs - atMs].map(ms => once(fault, ms))
}
