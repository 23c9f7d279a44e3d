/** The words that play a declared system: to its end at once, or step by step. */
import type { Names, System } from '../declare/index.ts'
import { filing } from '../record/filing.ts'
import type { Run } from '../record/run.ts'
import { codeIn } from './code.ts'
import type { SimulateOptions } from './simulate-options.ts'
import { Simulation } from './simulation.ts'
import { differing, isSame } from './twice.ts'

/**
 * Plays a system under load, with faults, on virtual time. The same system, options and seed give
 * the same run, byte for byte.
 *
 * @param system declared with `system`
 * @param options how long, and what goes wrong
 * @returns the run, which answers questions and is judged by matchers; a promise of it where
 * components of code take part
 * @throws UsageError for mistakes in the options, when the run takes too many events, and when a
 * fault tested nothing that begins at a time that was written down (see `strict`)
 * @example
 * const slowDb = slow('db', { by: '2s' }).at('60s').for('30s')
 * const run = simulate(shop, { for: '3m', faults: [slowDb] })
 * console.log(run.availability({ during: slowDb }))
 */
export function simulate<N extends Names>(
  system: System<N>,
  options: SimulateOptions<NoInfer<N['target']>>,
): Played<N> {
  const simulation = new Simulation(system, options)
  // Models have no choice: they are the same each time.
  if (codeIn(system.data) === undefined) return filed(simulation.finish()) as Played<N>
  if (options.check !== 'twice') return simulation.play().then(filed) as Played<N>
  return playedTwice(system, { ...options, trace: true }).then(filed) as Played<N>
}

/** @throws UsageError with what differs first, where it is another run the second time */
async function playedTwice<N extends Names>(
  system: System<N>,
  options: SimulateOptions<NoInfer<N['target']>>,
): Promise<Run<N>> {
  const run = await new Simulation(system, options).play()
  const again = await new Simulation(system, options).play()
  if (isSame(run, again)) return run
  throw differing([run, again])
}

/**
 * What `simulate` gives: the run, or a promise of it where code takes part (components of code,
 * calls that are wrapped), since its promises are kept between two events. Of a system of which
 * the compiler knows no names, as out of JSON, types say that it is the run; where code may be in
 * it, `start(…).play()` is a promise in any case.
 */
export type Played<N extends Names> = [N['runs']] extends ['code'] ? Promise<Run<N>> : Run<N>

function filed<N extends Names>(run: Run<N>): Run<N> {
  filing()?.ran(run)
  return run
}

/**
 * Starts a run that is taken step by step from outside.
 *
 * @param system declared with `system`
 * @param options as for `simulate`
 * @throws UsageError for mistakes in the options
 * @example
 * const simulation = start(shop, { for: '3m' })
 * simulation.runUntil('60s')
 * const run = simulation.finish()
 */
export function start<N extends Names>(
  system: System<N>,
  options: SimulateOptions<NoInfer<N['target']>>,
): Simulation<N> {
  return new Simulation(system, options)
}
