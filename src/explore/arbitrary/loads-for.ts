/** Loads made up for the clients of a system. */
import fc from 'fast-check'
import * as v from 'valibot'
import type { OpenLoad } from '../../declare/load/clients.ts'
import type { ClientsData } from '../../declare/data.ts'
import type { Names } from '../../declare/index.ts'
import { noSystem, System } from '../../declare/system.ts'
import { usualRate } from '../../declare/load/usual-rate.ts'
import type { ClientsIn } from '../../declare/load/with-load.ts'
import { didYouMean, type Problem, UsageError } from '../../kernel/errors.ts'
import { check, listOf, oneOf, options, shown } from '../../kernel/schema.ts'
import { type Duration, exactRate, type Rate } from '../../kernel/units.ts'
import { aRate, durationOver0 } from '../../kernel/unit-schemas.ts'
import { decimal } from '../space/steps-between.ts'
import { printedAs } from './literal.ts'
import { loadShapes, LoadSpace, type LoadShapeName, loadText } from './load-space.ts'

/** Which loads are made up. */
export type LoadOptions<Clients extends string = string> = {
  /** Whose load it is. Default: the only clients that have a rate or a shape of load. */
  readonly clients?: Clients | undefined
  /** The greatest rate. Default: ten times the declared one. */
  readonly most?: Rate | undefined
  /** By when a spike is over and a ramp is up; also the longest period. Default a minute. */
  readonly within?: Duration | undefined
  /** How load may change: constant, spike, ramp, steps, burst, diurnal. Default: all of these. */
  readonly shapes?: readonly LoadShapeName[] | undefined
}

const TIMES_AS_MUCH = 10
const DEFAULT_WITHIN_MS = 60_000

const someDuration = durationOver0('1m')

const schema = options({
  clients: v.optional(v.string()),
  most: v.optional(aRate),
  within: v.optional(someDuration, DEFAULT_WITHIN_MS),
  shapes: v.optional(listOf(oneOf(loadShapes), "shapes: ['constant', 'spike']"), [...loadShapes]),
})

/**
 * Loads for the clients of a system, from the rate they declare upwards: constant ones and such as
 * change over time. They are a part of the options of clients, for `withLoad` or to be spread into
 * them: `clients({ ...load, call: 'web' })`. They print as that part is written, and shrink towards
 * the declared rate, simple shapes and what begins at once.
 *
 * @param system declared with `system`
 * @param loadOptions whose load, how much of it, and how it may change
 * @returns an arbitrary of `{ rate: … }` and `{ load: … }`
 * @throws UsageError with every mistake in the options
 * @example
 * fc.assert(
 *   fc.property(loadsFor(shop, { most: '200/s', within: '10s' }), load => {
 *     const run = simulate(withLoad(shop, { shoppers: load }), { for: '15s' })
 *     expect(run).toStayAvailable('99%')
 *   }),
 *   { numRuns: 20 },
 * )
 */
export function loadsFor<N extends Names>(
  system: System<N>,
  loadOptions: LoadOptions<ClientsIn<NoInfer<N>>> = {},
): fc.Arbitrary<OpenLoad> {
  const space = readSpace(system, loadOptions)
  const place = (count: number): fc.Arbitrary<number> => fc.nat(count - 1)
  const choices = fc.tuple(
    place(space.shapes.length),
    place(space.rates.length),
    place(space.lengths.length),
    place(space.starts.length),
  )
  return choices.map(([shape, peak, length, start]) => {
    const load = space.at({ shape, peak, length, start })
    return printedAs(load, loadText(load))
  })
}

function readSpace(system: System, written: unknown): LoadSpace {
  const problems: Problem[] = []
  const result = check(schema, written, 'loadsFor')
  if (!result.ok) problems.push(...result.problems)
  if (!(system instanceof System)) {
    throw new UsageError([noSystem(system, 'loadsFor'), ...problems])
  }
  const asked = (written as LoadOptions | null)?.clients
  const rate = declaredRate(system, typeof asked === 'string' ? asked : undefined)
  if (typeof rate === 'object') problems.push(rate)
  if (!result.ok || typeof rate === 'object') throw new UsageError(problems)
  const { most = rate * TIMES_AS_MUCH, within: withinMs, shapes } = result.value
  if (most < rate) throw new UsageError(tooLittle(most, rate))
  return new LoadSpace({ leastPerMs: rate, mostPerMs: most, withinMs, shapes })
}

/** What clients declare, in arrivals per millisecond; or why there is no telling. */
function declaredRate({ data: { parts } }: System, asked: string | undefined): number | Problem {
  const where = 'loadsFor › clients'
  const open = [...parts].flatMap(([name, part]) => {
    const rate = part.kind === 'clients' ? rateOf(part) : undefined
    return rate === undefined ? [] : [{ name, rate }]
  })
  const names = open.map(({ name }) => name)
  if (asked === undefined) {
    if (open.length === 1) return open[0].rate
    const what =
      open.length === 0 ? 'no clients have a rate' : `${names.join(', ')} have a rate each`
    return {
      what,
      where,
      fix: open.length === 0 ? usersThink : `write whose load it is: clients: '${names[0]}'`,
    }
  }
  const found = open.find(({ name }) => name === asked)
  if (found !== undefined) return found.rate
  if (parts.get(asked)?.kind === 'clients') {
    return { what: `${asked} are users who think, who have no rate`, where, fix: usersThink }
  }
  return { what: `${shown(asked)} are no clients`, where, fix: didYouMean(asked, names) }
}

const usersThink = 'vary how many they are: settings({ users: [10, 1_000] })'

/** Of what changes the mean, without the dust of binary fractions. */
function rateOf({ load }: ClientsData): number | undefined {
  if (load.arrivals === 'users') return undefined
  const rate = usualRate(load.shape)
  return load.shape.course === 'constant' ? rate : decimal(rate)
}

const tooLittle = (most: number, declared: number): Problem => ({
  what: `${exactRate(most)} is below the declared rate of ${exactRate(declared)}`,
  where: 'loadsFor › most',
  fix: `write a rate from there on, as in most: '${exactRate(declared * 2)}'`,
})
