/** Schedules of faults for property tests: fast-check draws them, and shrinks as a search does. */
import { Arbitrary, type Random, Stream, Value } from 'fast-check'
import type { Names, System } from '../../declare/index.ts'
import { Fault } from '../../faults/fault.ts'
import { generated } from '../../faults/origin.ts'
import { UsageError } from '../../kernel/errors.ts'
import { Dice } from '../dice.ts'
import type { FaultOptions } from '../exploration.ts'
import { readFaultOptions } from '../options.ts'
import { drawSchedule } from '../space/draw.ts'
import { checkedSpace } from '../space/mistakes.ts'
import type { FaultSpace } from '../space/space.ts'
import { Path } from './path.ts'

type Faults<Target extends string> = readonly Fault<Target>[]

/**
 * Schedules of faults that fit a system: what goes wrong in it, where, when, how badly and for how
 * long. They are drawn to be put together with whatever else a property needs, and shrink to the
 * least that still breaks it: fewer, simpler, shorter and weaker faults, at times that a person
 * would write. A property that fails without any fault shrinks to the empty list.
 *
 * @param system declared with `system`
 * @param options how many faults at most (default 3), of which `kinds`, at which `targets`,
 * `within` which time they have ended (default a minute), and bounds for their `magnitude`
 * @returns an arbitrary of fast-check, of lists with at least one fault; a counterexample prints
 * as the sentences that declare it
 * @throws UsageError with every mistake in the options, for a system in which nothing can break,
 * and for targets that nobody calls
 * @example
 * import fc from 'fast-check'
 *
 * const faults = faultsFor(shop, { most: 2, kinds: ['slow', 'crash'], within: '20s' })
 * const survives = fc.property(faults, faults => {
 *   const run = simulate(shop, { for: '30s', faults })
 *   return run.requests().outcomes.ok > 0
 * })
 * fc.assert(survives, { numRuns: 5, seed: 1 })
 */
export function faultsFor<N extends Names>(
  system: System<N>,
  options: FaultOptions<NoInfer<N>['target']> = {},
): Arbitrary<Faults<N['target']>> {
  const read = readFaultOptions(system, options)
  const space = checkedSpace(system, read, { written: options, where: 'faultsFor' })
  if (read.targets?.every(target => isUncalled(system, target))) throw nobodyCalls(read.targets)
  return new Schedules(space)
}

/** A search would tell in the end that no fault struck; a property holds, and tells nothing. */
const isUncalled = (system: System, target: string): boolean => {
  const [name] = target.split(/[#.]/)
  const part = system.data.parts.get(name)
  const isAsked = part === undefined || part.kind === 'clients' || part.kind === 'worker'
  return !isAsked && system.dependencies(name).calledBy.length === 0
}

const nobodyCalls = (targets: readonly string[]): UsageError =>
  new UsageError({
    what: `nobody calls ${targets.join(' or ')}, so that no fault could ever strike`,
    where: 'faultsFor › targets',
    fix: 'name what requests come to, or leave `targets` out for all there are',
  })

/** All schedules of a space. */
class Schedules<Target extends string> extends Arbitrary<Faults<Target>> {
  readonly #space: FaultSpace

  constructor(space: FaultSpace) {
    super()
    this.#space = space
  }

  override generate(random: Random): Value<Faults<Target>> {
    const dice = new Dice(count => random.nextInt(0, count - 1))
    return this.#value(drawSchedule(this.#space, dice))
  }

  override canShrinkWithoutContext(value: unknown): value is Faults<Target> {
    return Array.isArray(value) && value.every(each => each instanceof Fault)
  }

  /** What to try next, of a value that fails: the first that fails as well is shrunk in turn. */
  override shrink(value: Faults<Target>, context: unknown): Stream<Value<Faults<Target>>> {
    const path = context instanceof Path ? context : Path.from(value, this.#space)
    return new Stream(this.#less(path))
  }

  *#less(path: Path): Generator<Value<Faults<Target>>> {
    for (const { faults, next } of path.candidates()) yield this.#value(faults, next)
  }

  /**
   * What is drawn or shrunk is aimed at the system's own targets. Nobody wrote it down, so a run is
   * not refused because one of them tests nothing.
   */
  #value(faults: readonly Fault[], path?: Path): Value<Faults<Target>> {
    const all = faults.map(fault => fault.of(generated))
    return new Value(Object.freeze(all) as Faults<Target>, path)
  }
}
