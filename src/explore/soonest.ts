/** What would have ended an outage soonest: one change after the other, made while it lasts. */
import * as v from 'valibot'
import { change, type Change, type Names, type System } from '../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../declare/system.ts'
import { worded } from '../declare/worded.ts'
import { readied } from '../engine/code.ts'
import { Simulation } from '../engine/simulation.ts'
import type { SimulateOptions } from '../engine/simulate-options.ts'
import { asChanges } from '../explain/remedies/as-changes.ts'
import { remediesAt } from '../explain/remedies/offers.ts'
import { priceOf, standsIn } from '../explain/remedies/remedy.ts'
import { suspectsIn } from '../explain/remedies/suspects.ts'
import type { Fault } from '../faults/fault.ts'
import { recoveryOf } from '../judge/recovery.ts'
import { UsageError } from '../kernel/errors.ts'
import { checked, wholeNumber } from '../kernel/schema.ts'
import { aDuration } from '../kernel/unit-schemas.ts'
import type { Duration, Ms } from '../kernel/units.ts'
import type { Origin } from '../record/origin.ts'
import type { Run } from '../record/run.ts'
import { soonestText } from '../report/soonest-text.ts'
import { inTurn } from '../virtual/turn.ts'
import { insistOnOptions, neverWaits, readBeside } from './shared-options.ts'

/** What is played, as for `simulate`, and when somebody acts. */
export type SoonestOptions<N extends Names = Names> = Omit<
  SimulateOptions<N['target']>,
  'explain' | 'realIO'
> & {
  /** When the changes are made. */
  readonly at: Duration
  /** How many changes are tried at most, the cheapest first. Default 60. */
  readonly runs?: number | undefined
}

/** What was made, and when all was well again with it. */
export type TriedChanges = {
  /** The changes, as `simulate` takes them. */
  readonly changes: readonly Change[]
  /** From when on 99 % of requests were served in every step, in milliseconds; null for never. */
  readonly endedMs: Ms | null
}

/** What would have ended an outage, the soonest first. */
export type Soonest = {
  /** Every change that was tried, the soonest first, what is cheaper before what is not. */
  readonly tried: readonly TriedChanges[]
  /** When it was well again without any. */
  readonly without: Ms | null
  /** When the changes were made, in milliseconds. */
  readonly atMs: Ms
  /** The same in words. */
  toString(): string
}

const entries = {
  at: aDuration,
  runs: v.optional(wholeNumber(1, 10_000, 'runs: 60'), 60),
  realIO: neverWaits,
}

/**
 * Seeks what would have ended an outage soonest: plays the same run again and again, each time with
 * one change from the catalogue of `remedies` that can be made while the system runs, or a rate
 * limit, made at the same moment. What only stands in for answers is left out. A remedy that helps
 * from the start may be of no help when it comes late, since what it would have kept away is there
 * already.
 *
 * @param system declared with `system`
 * @param options what goes wrong, for how long to play, and when somebody acts
 * @returns what was tried, the soonest first
 * @throws UsageError with every mistake in the options
 * @example
 * const shop = system('shop', {
 *   users: clients({ rate: '30/s', call: 'web', timeout: '5s' }),
 *   web: service({
 *     concurrency: 1_000,
 *     handle: call('db', { timeout: '1s', retry: { attempts: 5, backoff: 'constant' } }),
 *   }),
 *   db: store({ concurrency: 4, queue: 200, time: '100ms' }),
 * })
 * const { tried } = await soonest(shop, {
 *   for: '1m',
 *   faults: [slow('db', { factor: 5 }).at('10s').for('10s')],
 *   at: '30s',
 *   runs: 8,
 * })
 * console.log(`${tried[0].changes}`)
 */
export async function soonest<N extends Names>(
  system: System<N>,
  options: SoonestOptions<NoInfer<N>>,
): Promise<Soonest> {
  if (!(system instanceof DeclaredSystem)) throw new UsageError(noSystem(system, 'soonest'))
  insistOnOptions(options, 'soonest', "write { for: '8m', faults: […], at: '3m' }")
  const { at, runs, ...more } = options
  const { realIO, ...simulated } = more as SimulateOptions<NoInfer<N>['target']>
  const read = () => checked(v.object(entries), { at, runs, realIO }, 'soonest')
  const own = readBeside(read, options, { names: Object.keys(entries), where: 'soonest' })
  await readied(system)
  const run = await inTurn(
    (): Run => new Simulation(system, { ...simulated, explain: true }).finish(),
  )
  const origin = run.origin as Origin<System, Fault>
  const asked = { atMs: own.at, had: simulated.changes ?? [] }
  const tried: TriedChanges[] = []
  for (const changes of candidates(run, origin, own.at).slice(0, own.runs)) {
    tried.push(await inTurn(() => ({ changes, endedMs: endedWith(origin, changes, asked) })))
  }
  const sooner = tried.toSorted((a, b) => (a.endedMs ?? Infinity) - (b.endedMs ?? Infinity) || 0)
  const without = wellAgain(run, own.at)
  const result = { tried: sooner, without, atMs: own.at }
  return worded(result, soonestText(result, system.name))
}

/** What may be changed while it runs, the cheapest first. */
function candidates(run: Run, origin: Origin<System, Fault>, atMs: Ms): Change[][] {
  const { system } = origin
  const calm = origin.play({ faults: [] })
  const places = new Set(suspectsIn(run, calm, origin.faults))
  const remedies = remediesAt({ system, calm, run }, places)
    .filter(remedy => !standsIn(remedy))
    .sort((a, b) => priceOf(a) - priceOf(b))
  const all = [
    ...limits(calm, places, atMs),
    ...remedies.map(remedy => asChanges(system, remedy, atMs) ?? []),
  ]
  const known = new Map(all.filter(some => some.length > 0).map(some => [some.join(), some]))
  return [...known.values()]
}

/** A little more than what comes while all is well. */
const ROOM = 1.2

/** A rate limit at each component that is called. */
function limits(calm: Run, places: ReadonlySet<string>, atMs: Ms): Change[][] {
  const seconds = calm.recording.grid.horizonMs / 1_000
  return [...places]
    .filter(name => calm.recording.components.has(name))
    .flatMap(name => {
      const perSecond = Math.ceil((ROOM * calm.at(name).issued) / seconds)
      if (perSecond === 0) return []
      return [[change(name, { rateLimit: { rate: `${perSecond}/s` } }).at(atMs)]]
    })
}

type Asked = { readonly atMs: Ms; readonly had: readonly Change[] }

/** When it is well again with changes; null where that is never, or makes no system. */
function endedWith(
  origin: Origin<System, Fault>,
  changes: readonly Change[],
  { atMs, had }: Asked,
): Ms | null {
  try {
    return wellAgain(origin.play({ changes: [...had, ...changes] }), atMs)
  } catch (error) {
    if (error instanceof UsageError) return null
    throw error
  }
}

function wellAgain(run: Run, fromMs: Ms): Ms | null {
  const course = recoveryOf(run, { fromMs })
  return typeof course === 'string' ? null : (course.recoveredMs ?? null)
}
