/** Every fault that fits a system, one at a time and in pairs: what breaks its goals. */
import { readied } from '../../engine/code.ts'
import type { Names, System } from '../../declare/index.ts'
import { aside, filing } from '../../record/filing.ts'
import type { Survey } from './found.ts'
import { readSurveyOptions, type SurveyOptions } from './options.ts'
import { Surveying } from './surveying.ts'

/**
 * Plays every fault that fits a system, each kind at each target, one at a time and on request in
 * pairs, always with the same seed: which of them break a goal, what is critical though it is
 * declared to be optional, and which protections never had anything to do. Each fault is as bad as
 * makes sense, for a quarter of the run or half of the time `within`.
 *
 * @param system declared with `system`
 * @param options how long to play, what must hold, and which faults
 * @returns what came of each, and in words
 * @throws UsageError with every mistake in the options
 * @example
 * const found = await survey(shop, {
 *   for: '10s',
 *   goals: goal.availability('99%'),
 *   kinds: ['crash', 'slow'],
 * })
 * console.log(`${found}`)
 */
export async function survey<N extends Names>(
  system: System<N>,
  options: SurveyOptions<NoInfer<N>>,
): Promise<Survey> {
  const read = readSurveyOptions(system, options)
  await readied(system)
  const surveying = new Surveying(system, read)
  const isStopped = await aside(() => surveying.play())
  const found = surveying.found(isStopped)
  filing()?.found('survey', found, { name: system.name, goals: read.goals })
  return found
}
