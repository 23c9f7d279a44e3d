/**
 * Makes up the trials of a search. What is tried in each follows from the seed, its number and the
 * corpus of the generations before its own: whoever plays it makes up the same.
 */
import { faultFrom } from '../../faults/from-json.ts'
import type { Fault } from '../../faults/fault.ts'
import { randomStream } from '../../kernel/streams.ts'
import { Dice } from '../dice.ts'
import type { Exploration } from '../exploration.ts'
import { drawSchedule } from '../space/draw.ts'
import { examplesOf } from '../space/examples.ts'
import type { FaultSpace } from '../space/space.ts'
import { varied } from '../space/vary.ts'
import type { Corpus, Find } from './corpus.ts'
import { GENERATION } from './player.ts'
import type { Trial } from './trial.ts'

/** The trial of a number. @param corpus what was learned in the generations before its own */
export function planTrial(exploration: Exploration, index: number, corpus: Corpus): Trial {
  const { seed } = exploration.options
  const dice = (use: string): Dice => Dice.from(randomStream(seed, `explore/${index}/${use}`))
  const made = (origin: Trial['origin'], faults: readonly Fault[]): Trial => ({
    index,
    origin,
    faults,
    seed: `${seed}/${index}`,
  })
  if (index === 0) return made('steady', [])
  const example = exampleAt(index, exploration.space)
  if (example !== undefined) return made('example', [example])
  const variation = isVaried(index, exploration, corpus)
  if (variation) return made('varied', variationOf(corpus, exploration.space, dice('varied')))
  return made('fresh', drawSchedule(exploration.space, dice('fresh')))
}

/** All of the first generation, and then every fourth trial, until there are no more. */
function exampleAt(index: number, space: FaultSpace): Fault | undefined {
  if (index < GENERATION) return exampleOf(space, index - 1)
  const isTurn = index % 4 === 0
  return isTurn ? exampleOf(space, GENERATION - 1 + (index - GENERATION) / 4) : undefined
}

type Examples = { readonly made: Fault[]; readonly more: Iterator<Fault> }

const kept = new WeakMap<FaultSpace, Examples>()

/** The example of a number, from 0; those before it are made on the way. */
function exampleOf(space: FaultSpace, number: number): Fault | undefined {
  let examples = kept.get(space)
  if (examples === undefined) kept.set(space, (examples = { made: [], more: examplesOf(space) }))
  const { made, more } = examples
  while (made.length <= number) {
    const next = more.next()
    if (next.done === true) return undefined
    made.push(next.value)
  }
  return made[number]
}

/** Every second trial, once there is something to vary. */
const isVaried = (index: number, { options }: Exploration, corpus: Corpus): boolean =>
  options.guided && index % 2 === 1 && corpus.finds.length > 0

/** How many finds are recent. */
const RECENT = 16

/** Every second time one of the latest: what was hard to reach is found late. */
function variationOf(corpus: Corpus, space: FaultSpace, dice: Dice): readonly Fault[] {
  const { finds } = corpus
  const from = dice.onceIn(2) ? finds : finds.slice(-RECENT)
  const other = faultsOf(dice.pick(finds))
  return varied(faultsOf(dice.pick(from)), { space, dice, other })
}

const faultsOf = ({ schedule }: Find): readonly Fault[] => schedule.faults.map(faultFrom)
