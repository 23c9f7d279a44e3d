/** Makes up the trials of a search: what is tried in each follows from the seed and its number. */
import { randomStream } from '../../kernel/streams.ts'
import { Dice } from '../dice.ts'
import type { Exploration } from '../exploration.ts'
import type { Corpus } from './corpus.ts'
import type { Trial } from './trial.ts'
import { drawSchedule } from '../space/draw.ts'

/** The trial of a number. @param corpus what was learned in the generations before its own */
export function planTrial(exploration: Exploration, index: number, _corpus: Corpus): Trial {
  const { seed } = exploration.options
  const dice = Dice.from(randomStream(seed, `explore/${index}`))
  const faults = drawSchedule(exploration.space, dice)
  return { index, origin: 'fresh', faults, seed: `${seed}/${index}` }
}
