/** Plays the runs of a survey, and keeps of each what came of it. */
import type { Names, System } from '../../declare/index.ts'
import { Simulation } from '../../engine/simulation.ts'
import { Aim } from '../../explain/remedies/aim.ts'
import type { Fault } from '../../faults/fault.ts'
import { hadWork, type Protection, protectionsOf } from '../../judge/protections.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Run } from '../../record/run.ts'
import { isIdle } from '../search/outdated.ts'
import type { Outcome } from './found.ts'
import type { ReadSurveyOptions } from './options.ts'

/** Plays one run after the other, and counts them. */
export class Playing {
  readonly #system: System
  readonly #options: ReadSurveyOptions
  /** What had nothing to do so far. */
  #idle: readonly Protection[]
  #runs = 0
  #events = 0

  constructor(system: System, options: ReadSurveyOptions) {
    this.#system = system
    this.#options = options
    this.#idle = protectionsOf(system.data)
  }

  /** How many runs were played. */
  get runs(): number {
    return this.#runs
  }

  /** How many events they took; of a run that was given up as many as it was allowed. */
  get events(): number {
    return this.#events
  }

  /** What the system protects itself with, and what had nothing to do in any run. */
  get unexercised(): readonly Protection[] {
    return this.#idle
  }

  /**
   * Plays it without faults.
   *
   * @returns why its steady state does not hold, or undefined
   * @throws UsageError for a goal that asks for what the system does not have
   */
  calm(): string | undefined {
    const { goals } = this.#options
    const run = this.#play([])
    if (typeof run === 'string') return run
    const verdicts = goals.map(goal => ({ goal, verdict: goal.judge(run) }))
    const failed = verdicts.filter(
      ({ goal, verdict }) => verdict.is === 'broken' && !goal.isOfFaults,
    )
    if (failed.length === 0) return undefined
    return `${failed.map(({ goal }) => `${goal}`).join(' and ')} is broken`
  }

  /** What comes of some faults. */
  of(faults: readonly Fault[]): Outcome {
    const run = this.#play(faults)
    if (typeof run === 'string') return unknown(run)
    this.#idle = this.#idle.filter(protection => !hadWork(run, protection))
    if (isIdle(run)) return unknown('it touched nothing')
    const { is, margin } = new Aim(this.#options.goals, run).of(run)
    return is === 'unknown'
      ? unknown('there was nothing to judge')
      : { verdict: is, margin, because: '' }
  }

  /** @returns the run, or why it has no end */
  #play(faults: readonly Fault[]): Run<Names> | string {
    const { forMs, seed, eventLimit } = this.#options
    this.#runs++
    try {
      const options = { for: forMs, faults, seed, eventLimit, strict: false, explain: false }
      const run = new Simulation(this.#system, options, { seedFrom: 'search' }).finish()
      this.#events += run.recording.events
      return run
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      this.#events += eventLimit
      return error.message.split('\n')[0]
    }
  }
}

const unknown = (because: string): Outcome => ({ verdict: 'unknown', margin: undefined, because })
