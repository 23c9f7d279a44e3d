/** From what did not hold to the counterexample: the least schedule that fails in the same way. */
import type { Exploration } from '../exploration.ts'
import type { Counterexample, Degree, OtherFailure } from '../findings.ts'
import { playScript } from '../series/series.ts'
import { Answers, textOf } from '../shrink/answers.ts'
import type { ShrinkSetting, Trying } from '../shrink/attempts.ts'
import { sweeping } from '../shrink/margins.ts'
import { shrinking } from '../shrink/shrink.ts'
import { degreeOf, isMilder } from './degree.ts'
import type { Found } from './found.ts'
import { forget, judgedOnly, playSchedule } from './judge.ts'
import type { Schedule } from './trial.ts'
import { overAt } from './over.ts'

/** Told of each run; the signal stops it, with the least there is so far. */
export type Watching = {
  readonly signal: AbortSignal | undefined
  readonly told: () => void
}

/** What came of shrinking. */
export type Shrunk = Pick<Counterexample, 'shrinking' | 'margins' | 'degree' | 'others'> & {
  readonly least: Found
}

/** What came of a schedule. */
type Attempt = { readonly found: Found; readonly degree: Degree | undefined }

/** Whether what came of a schedule is the failure to go on with. */
type Same = (attempt: Attempt) => boolean

/** Plays what is to be tried, one run after the other; between two others have their turn. */
export class Shrinker {
  readonly #exploration: Exploration
  readonly #watching: Watching
  readonly #found: Found
  readonly #attempts = new Map<string, Attempt>()
  #least: Attempt
  #runs = 0

  constructor(exploration: Exploration, found: Found, watching: Watching) {
    this.#exploration = exploration
    this.#found = found
    this.#watching = watching
    this.#least =
      found.verdict === 'broken'
        ? this.#attempt(found.schedule, { mayEnd: false })
        : { found, degree: undefined }
  }

  /**
   * What is milder than what was found is no step on the way. What is worse may be: mostly it
   * becomes less on the way down. Where it does not, all is shrunk once more without such steps.
   */
  async shrink(setting: Omit<ShrinkSetting, 'answers'>): Promise<Shrunk> {
    const found = this.#least
    let isMinimal = await this.#descend(found, setting, attempt => !isOneMilder(attempt, found))
    const worse = isOneMilder(found, this.#least) ? this.#least : undefined
    if (worse !== undefined && isMinimal !== undefined) {
      const isLike: Same = one => !isOneMilder(one, found) && !isOneMilder(found, one)
      isMinimal = await this.#descend(found, setting, isLike)
    }
    const margins = isMinimal === undefined ? [] : await this.#margins(setting)
    const milder = this.#milderThan(found)
    return {
      least: this.#least.found,
      degree: this.#least.degree ?? null,
      others: [milder, worse].flatMap(one => (one === undefined ? [] : otherOf(one))),
      shrinking: { runs: this.#runs, isMinimal: isMinimal ?? false },
      margins,
    }
  }

  /** @returns whether the least is minimal; undefined when it was stopped */
  async #descend(
    from: Attempt,
    setting: Omit<ShrinkSetting, 'answers'>,
    isSame: Same,
  ): Promise<boolean | undefined> {
    this.#least = from
    const isIt: Same = attempt => this.#isOfGoal(attempt) && isSame(attempt)
    const answers = this.#answers(isIt)
    const trying = shrinking(from.found.schedule, { ...setting, answers })
    const made = await this.#play(trying, attempt => {
      if (!isIt(attempt)) return false
      this.#least = attempt
      return true
    })
    return made?.isMinimal
  }

  /** Here it matters whether the goal holds, however mild the failure is. */
  async #margins(setting: Omit<ShrinkSetting, 'answers'>): Promise<Counterexample['margins']> {
    const says = (attempt: Attempt): boolean | undefined =>
      this.#isOfGoal(attempt) || (attempt.found.verdict === 'held' ? false : undefined)
    const answers = this.#answers(says)
    const trying = sweeping(this.#least.found.schedule, { ...setting, answers })
    return (await this.#play(trying, says)) ?? []
  }

  /** What is known already. */
  #answers(says: (attempt: Attempt) => boolean | undefined): Answers {
    const answers = new Answers()
    for (const attempt of this.#attempts.values()) {
      const said = says(attempt)
      if (said !== undefined) answers.learn(attempt.found.schedule, said)
    }
    return answers
  }

  /** @returns what came of it; undefined when it was stopped */
  async #play<T>(
    trying: Trying<T>,
    says: (attempt: Attempt) => boolean | undefined,
  ): Promise<T | undefined> {
    const { signal, told } = this.#watching
    const play = (schedule: Schedule): boolean | undefined => {
      const attempt = this.#attempt(schedule)
      this.#runs++
      told()
      return says(attempt)
    }
    return await playScript(trying, { play, signal })
  }

  #attempt(schedule: Schedule, { mayEnd } = { mayEnd: true }): Attempt {
    const played = playSchedule(this.#exploration, schedule, { mayEnd })
    const [{ run }, judged] = [played, judgedOnly(played)]
    const over = overAt(schedule.faults)
    const calmFrom = this.#exploration.calmFrom(over)
    const isBroken = judged.verdict === 'broken' && run !== undefined
    const degree = isBroken ? degreeOf(run, calmFrom) : undefined
    forget(this.#exploration, run)
    const attempt = { found: { ...judged, schedule, trial: this.#found.trial }, degree }
    this.#attempts.set(textOf(schedule), attempt)
    return attempt
  }

  /** Whether it breaks the same goal, in the same way to be judged. */
  #isOfGoal({ found: { verdict, goal } }: Attempt): boolean {
    return verdict === this.#found.verdict && goal === this.#found.goal
  }

  /** The mildest of those that break the goal and are milder than what was found. */
  #milderThan(found: Attempt): Attempt | undefined {
    const milder = [...this.#attempts.values()].filter(
      attempt => this.#isOfGoal(attempt) && isOneMilder(attempt, found),
    )
    return milder.reduce<Attempt | undefined>(
      (least, one) => (least === undefined || isOneMilder(one, least) ? one : least),
      undefined,
    )
  }
}

const isOneMilder = ({ degree: one }: Attempt, { degree: than }: Attempt): boolean =>
  one !== undefined && than !== undefined && isMilder(one, than)

const otherOf = ({ found, degree }: Attempt): OtherFailure[] =>
  degree === undefined ? [] : [{ faults: found.schedule.faults, degree }]
