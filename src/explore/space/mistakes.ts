/** What is wrong with what was asked to go wrong in a system. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { FaultKind } from '../../faults/kinds.ts'
import { didYouMean, type Problem, UsageError } from '../../kernel/errors.ts'
import { exactDuration } from '../../kernel/units.ts'
import type { FaultOptions } from '../exploration.ts'
import { dialsOf, type Range, sayingOf } from './dials.ts'
import { edited } from './edit.ts'
import { kindsBySimplicity } from './profiles.ts'
import { FaultSpace, type SpaceOptions } from './space.ts'

/**
 * All that may go wrong in a system, as it was asked for.
 *
 * @param options as they were read, and `asked` as they were written
 * @throws UsageError with every mistake in what was asked for
 */
export function checkedSpace(
  system: System,
  options: SpaceOptions,
  asked: { readonly written: FaultOptions; readonly where: string },
): FaultSpace {
  const space = new FaultSpace(system, options)
  const problems = mistakesOf(space, asked.written.kinds ?? [])
  if (problems.length === 0) return space
  throw new UsageError(
    problems.map(problem => ({ ...problem, where: `${asked.where} › ${problem.where}` })),
  )
}

function mistakesOf(space: FaultSpace, kinds: readonly FaultKind[]): readonly Problem[] {
  const unknown = unknownTargets(space)
  if (unknown.length > 0) return unknown
  if (space.kinds.length === 0) return [nothingBreaks(space)]
  return [...idleTargets(space), ...idleKinds(space, kinds), ...wrongRanges(space)]
}

function unknownTargets(space: FaultSpace): Problem[] {
  const { targets = [] } = space.options
  if (targets.length === 0 && space.options.targets !== undefined) return [noTargets]
  return targets.flatMap((target, i) => {
    const problem = space.whyUnknown(target)
    return problem === undefined ? [] : [{ ...problem, where: `targets › #${i + 1}` }]
  })
}

const noTargets: Problem = {
  what: 'the list of targets is empty',
  where: 'targets',
  fix:
    "write targets: ['db', …], or leave it out for all there are; " +
    'dispensable(…) is empty where no call is optional or has a fallback',
}

const nothingBreaks = (space: FaultSpace): Problem => ({
  what: 'there is nothing here that faults of these kinds could break',
  where: 'kinds',
  fix: kindsThatFit(space),
})

const idleTargets = (space: FaultSpace): Problem[] =>
  (space.options.targets ?? []).flatMap((target, i) => {
    const isStruck = space.kinds.some(kind => choicesAt(space, kind, target).length > 0)
    if (isStruck) return []
    const what = `no fault of these kinds can be aimed at "${target}"`
    return [{ what, where: `targets › #${i + 1}`, fix: kindsThatFit(space, target) }]
  })

const idleKinds = (space: FaultSpace, kinds: readonly FaultKind[]): Problem[] =>
  kinds.flatMap((kind, i) => {
    if (space.choicesOf(kind).length > 0) return []
    const what = `there is nothing here that "${kind}" could break`
    return [{ what, where: `kinds › #${i + 1}`, fix: kindsThatFit(space) }]
  })

function kindsThatFit(space: FaultSpace, target?: string): string {
  const fit = kindsBySimplicity.filter(kind =>
    target === undefined
      ? space.choicesOf(kind).length > 0
      : choicesAt(space, kind, target).length > 0,
  )
  const first = fit.slice(0, 8).map(kind => `"${kind}"`)
  if (first.length === 0) return 'aim at something else'
  return `kinds that fit: ${first.join(', ')}${fit.length > first.length ? ', …' : ''}`
}

const choicesAt = (space: FaultSpace, kind: FaultKind, target: string): readonly Fault[] =>
  space.choicesOf(kind).filter(choice => choice.target === target)

/** Bounds must name a number of these faults, and be values that it may have. */
function wrongRanges(space: FaultSpace): Problem[] {
  return Object.entries(space.options.ranges).flatMap(([name, range]) => {
    const where = `magnitude › ${name}`
    const known = numbersOf(space)
    if (!known.has(name)) {
      const what = `faults of these kinds have no number named "${name}"`
      return [{ what, where, fix: didYouMean(name, [...known.keys()]) }]
    }
    if (name === 'for' && range.least > space.options.withinMs) return [tooLong(space, range)]
    return whyNot(known.get(name) ?? [], name, range).map(({ what, fix }) => ({
      what,
      where,
      ...(fix && { fix }),
    }))
  })
}

const tooLong = ({ options }: FaultSpace, { least }: Range): Problem => ({
  what: `a fault of ${exactDuration(least)} does not end within ${exactDuration(options.withinMs)}`,
  where: 'magnitude › for',
  fix: 'write shorter lengths, or give them more time with `within`',
})

/** The numbers of all faults by name, each with one fault of each kind that has it. */
function numbersOf(space: FaultSpace): Map<string, Fault[]> {
  const numbers = new Map<string, Fault[]>()
  for (const fault of space.kinds.flatMap(kind => oneBy(space.choicesOf(kind)))) {
    const own = sayingOf(fault)?.option
    const names = dialsOf(fault, space.bounds).map(({ name }) => name)
    for (const name of new Set(own === undefined ? names : [own, ...names])) {
      numbers.set(name, [...(numbers.get(name) ?? []), fault])
    }
  }
  return numbers
}

/** The first fault for each option that says how bad one is. */
const oneBy = (choices: readonly Fault[]): Fault[] => [
  ...new Map(choices.map(fault => [sayingOf(fault)?.option, fault] as const).toReversed()).values(),
]

/** The first mistake that a fault finds in one of the bounds. */
function whyNot(faults: readonly Fault[], name: string, { least, most }: Range): Problem[] {
  for (const fault of faults) {
    for (const value of [least, most]) {
      try {
        turnedTo(fault, name, value)
      } catch (error) {
        if (error instanceof UsageError) return error.problems.slice(0, 1)
        throw error
      }
    }
  }
  return []
}

function turnedTo(fault: Fault, name: string, value: number): Fault {
  if (name === 'for') return edited(fault, { forMs: value })
  return edited(fault, name === 'share' ? { share: value } : { options: { [name]: value } })
}
