/** From what did not hold to the counterexample: the least schedule that is judged the same. */
import { scheduler } from 'node:timers/promises'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { Answers } from '../shrink/answers.ts'
import type { ShrinkSetting, Trying } from '../shrink/attempts.ts'
import { sweeping } from '../shrink/margins.ts'
import { shrinking } from '../shrink/shrink.ts'
import { codeOf } from './code.ts'
import type { Found } from './found.ts'
import { playSchedule, scheduleData } from './judge.ts'
import type { Schedule } from './trial.ts'

/** Told of each run; the signal stops it, with the least there is so far. */
export type Watching = {
  readonly signal: AbortSignal | undefined
  readonly told: () => void
}

/** The counterexample, as small as there was time for. */
export async function counterexampleOf(
  exploration: Exploration,
  found: Found,
  watching: Watching,
): Promise<Counterexample> {
  const { least, ...rest } = await shrunk(exploration, found, watching)
  const { verdict, goal = 'holds', message = '', schedule, trial } = least
  return {
    code: codeOf(exploration.name, scheduleData(schedule)),
    verdict: verdict as Counterexample['verdict'],
    goal,
    message,
    faults: schedule.faults,
    seed: schedule.seed,
    trial,
    found: found.schedule.faults,
    ...rest,
  }
}

type Shrunk = Pick<Counterexample, 'shrinking' | 'margins'> & { readonly least: Found }

/** How many runs without end are worth playing again: each takes all the events that it may. */
const MOST_ENDLESS = 20

/** Whether the same schedule may be judged otherwise the next time. */
const isVague = ({ verdict }: Found): boolean => verdict === 'flaky' || verdict === 'unfinished'

/** What is judged differently each time cannot be made smaller: nothing tells which is smaller. */
async function shrunk(exploration: Exploration, found: Found, watching: Watching): Promise<Shrunk> {
  const nothing = { runs: 0, isMinimal: found.schedule.faults.length === 0 }
  if (isVague(found)) return { least: found, shrinking: nothing, margins: [] }
  const limit = found.verdict === 'endless' ? MOST_ENDLESS : undefined
  const { space, options } = exploration
  const setting = { space, baseSeed: options.seed, limit, answers: new Answers() }
  const shrinker = new Shrinker(exploration, found, watching)
  return shrinker.shrink(setting)
}

/** Plays what is to be tried, one run after the other; between two others have their turn. */
class Shrinker {
  readonly #exploration: Exploration
  readonly #watching: Watching
  #least: Found
  #runs = 0

  constructor(exploration: Exploration, found: Found, watching: Watching) {
    this.#exploration = exploration
    this.#least = found
    this.#watching = watching
  }

  async shrink(setting: ShrinkSetting): Promise<Shrunk> {
    const made = await this.#play(shrinking(this.#least.schedule, setting), found => {
      this.#least = found
    })
    const { isMinimal = false } = made ?? {}
    const took = { runs: this.#runs, isMinimal }
    const margins = made && (await this.#play(sweeping(this.#least.schedule, setting)))
    return { least: this.#least, shrinking: took, margins: margins ?? [] }
  }

  /** @returns what came of it; undefined when it was stopped */
  async #play<T>(trying: Trying<T>, broke?: (found: Found) => void): Promise<T | undefined> {
    let step = trying.next()
    while (step.done !== true) {
      await scheduler.yield()
      if (this.#watching.signal?.aborted === true) return undefined
      const found = this.#judged(step.value)
      if (found !== undefined) broke?.(found)
      step = trying.next(found !== undefined)
    }
    return step.value
  }

  /** The same schedule as a find, if it is judged as the first was. */
  #judged(schedule: Schedule): Found | undefined {
    const { run: _, reached: __, ...judged } = playSchedule(this.#exploration, schedule)
    const { verdict, goal, trial } = this.#least
    this.#runs++
    this.#watching.told()
    const isSame = judged.verdict === verdict && judged.goal === goal
    return isSame ? { ...judged, schedule, trial } : undefined
  }
}
