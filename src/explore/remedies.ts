/** What would have held: one change of the declaration after the other, on the same seed. */
import type { Names, System } from '../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../declare/system.ts'
import { worded } from '../declare/worded.ts'
import { readied } from '../engine/code.ts'
import { Simulation } from '../engine/simulation.ts'
import { diagnose } from '../explain/diagnose.ts'
import type { FoundRemedies } from '../explain/remedies/found.ts'
import { Seeking } from '../explain/remedies/seek.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Run } from '../record/run.ts'
import { remediesText } from '../report/remedies-text.ts'
import { type RemedyOptions, readRemedyOptions } from './remedy-options.ts'
import { playSteps } from './series/series.ts'
import { inTurn } from '../virtual/turn.ts'

/** What would have held, and what would not. */
export type Remedies = FoundRemedies & {
  /** Whether the goals were missed at all; where they hold, or nobody knows, nothing is tried. */
  readonly verdict: 'broken' | 'held' | 'unknown'
  /** Whether its signal stopped the search. */
  readonly isStopped: boolean
  /** The seed of the run that is to be mended. */
  readonly seed: string
  /** The same in words. */
  toString(): string
}

/** More than anybody waits for. */
const MOST_EVENTS = 2_000_000_000

/**
 * Seeks what would have held: plays the same run again and again, each time with one change from a
 * catalogue, and where no change is enough with small sets of them. What holds also has to hold
 * with other seeds, and to do no harm while nothing goes wrong.
 *
 * Whatever is found depends on the system, the options and the seed alone.
 *
 * @param system declared with `system`
 * @param options what goes wrong, for how long to play, and what must hold
 * @returns the remedies, each with the lines to change, and what comes of them; the cheapest first
 * @throws UsageError with every mistake in the options
 * @example
 * const fragile = system('shop', {
 *   shoppers: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
 *   web: service({ concurrency: 8, handle: call('db', { optional: true }) }),
 *   db: store({ time: '5ms' }),
 * })
 * const { cures } = await remedies(fragile, {
 *   for: '15s',
 *   faults: [slow('db', { by: '3s' }).at('5s').for('5s')],
 *   goal: goal.availability('99.9%'),
 * })
 * console.log(cures[0].what) // time-out of …
 */
export async function remedies<N extends Names>(
  system: System<N>,
  options: RemedyOptions<NoInfer<N>>,
): Promise<Remedies> {
  if (!(system instanceof DeclaredSystem)) throw new UsageError(noSystem(system, 'remedies'))
  const { goals, others, simulated, ...read } = readRemedyOptions(options, 'remedies')
  await readied(system)
  const { run, seeking } = await inTurn(() => {
    const played: Run = new Simulation(system, { ...simulated, explain: true }).finish()
    const missed = goals.find(wanted => wanted.judge(played).is === 'broken')
    const sought = new Seeking(played, goals, {
      budget: { runs: read.runs, events: () => MOST_EVENTS },
      wanted: Infinity,
      seeds: read.seeds,
      rangeSteps: 8,
      withoutFaults: true,
      others,
      cause: missed && diagnose(played, missed),
    })
    return { run: played, seeking: sought }
  })
  const { verdict } = seeking
  const told = (): void => read.onProgress?.({ runs: seeking.runs })
  const isStopped =
    verdict === 'broken' && (await playSteps(seeking.steps(), { told, signal: read.signal }))
  const found = seeking.found
  const text = remediesText(found, { system: system.name, verdict, isStopped })
  return worded({ ...found, verdict, isStopped, seed: run.seed }, text)
}
