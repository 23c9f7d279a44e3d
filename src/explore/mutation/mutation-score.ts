/** Whether experiments would notice if what protects a system were weaker: as mutation testing. */
import { scheduler } from 'node:timers/promises'
import { deepFrozen } from '../../declare/frozen.ts'
import { Simulation } from '../../engine/simulation.ts'
import type { DeclarationLine } from '../../explain/remedies/lines.ts'
import { UsageError } from '../../kernel/errors.ts'
import { mutationText } from '../../report/mutation-text.ts'
import type { Experiment } from '../experiment.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { type MutationOptions, readExperiments, readMutationOptions } from './options.ts'

/** A weakening, and what came of it. */
export type Mutation = {
  /** What is weaker, and where: `no time-out at web->db`. */
  readonly what: string
  /** The lines of the declaration that say so. */
  readonly lines: readonly DeclarationLine[]
  /**
   * `noticed`: an experiment does not hold any more. `survived`: runs differ, and all experiments
   * hold. `unexercised`: every run is the same, event by event. `invalid`: what is left is no
   * system, or the faults do not fit it.
   */
  readonly verdict: 'noticed' | 'survived' | 'unexercised' | 'invalid'
  /** The first experiment that noticed; empty where none did. */
  readonly by: string
}

/** What came of weakening a system. */
export type MutationScore = {
  /** Noticed over noticed and survived, 0 to 1; undefined where nothing was either. */
  readonly score: number | undefined
  /** Every weakening that has its verdict, in the order of the declaration. */
  readonly mutations: readonly Mutation[]
  /** Those that changed a run and that no experiment notices. */
  readonly survivors: readonly Mutation[]
  /** Experiments that do not hold as it is, and so cannot notice anything: their names. */
  readonly leftOut: readonly string[]
  /** How many runs were played. */
  readonly runs: number
  /** Whether there was more to play than the runs it was given. */
  readonly isCutShort: boolean
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** The same in words, of at most 100 columns. */
  readonly text: string
}

/**
 * Weakens what a system is declared to protect itself with, one thing at a time (no time-out, twice
 * the attempts, no breaker, no fallback, a queue ten times as long, …), and plays experiments with
 * each: a weakening that none of them notices is one that nobody would notice in a change of the
 * declaration either. What clients are told to do is left as it is.
 *
 * @param experiments of one system, one or several
 * @param options how much to play
 * @returns the weakenings with their verdicts, those that survived, and the share that was noticed
 * @throws UsageError for what is no experiment, and with every mistake in the options
 * @example
 * const careful = experiment(shop, {
 *   for: '10s',
 *   faults: [crash('db').at('2s').for('2s')],
 *   holds: goal.availability('50%'),
 * })
 * const { score, survivors } = await mutationScore([careful])
 * console.log(score, survivors.map(({ what }) => what))
 */
export async function mutationScore(
  experiments: Experiment | readonly Experiment[],
  options: MutationOptions = {},
): Promise<MutationScore> {
  const all = readExperiments(experiments)
  const { runs, signal, onProgress } = readMutationOptions(options)
  const mutating = new Mutating(all, runs)
  for (const _ of mutating.steps()) {
    onProgress?.(mutating.progress)
    await scheduler.yield()
    if (signal?.aborted === true) return mutating.found(true)
  }
  return mutating.found(false)
}

/** An experiment that holds, and its run. */
type Trusted = { readonly experiment: Experiment; readonly digest: string }

/** A search for what nobody notices, under way. */
class Mutating {
  readonly #experiments: readonly Experiment[]
  readonly #most: number
  readonly #mutants: readonly Mutant[]
  readonly #mutations: Mutation[] = []
  readonly #trusted: Trusted[] = []
  readonly #leftOut: string[] = []
  #runs = 0
  #isCutShort = false

  constructor(experiments: readonly Experiment[], most: number) {
    this.#experiments = experiments
    this.#most = most
    this.#mutants = mutantsOf(experiments[0].system)
  }

  get progress() {
    return { runs: this.#runs, weakenings: this.#mutations.length, of: this.#mutants.length }
  }

  /** Plays, and gives way after each run. */
  *steps(): Generator<void> {
    for (const experiment of this.#experiments) {
      if (!this.#affords()) return
      const { verdict, run } = quiet(experiment).play()
      this.#runs++
      if (verdict === 'held') this.#trusted.push({ experiment, digest: run.digest })
      else this.#leftOut.push(experiment.name)
      yield
    }
    if (this.#trusted.length === 0) return
    for (const mutant of this.#mutants) {
      const end = yield* this.#try(mutant)
      if (end === undefined) return
      const { what, lines } = mutant
      this.#mutations.push({ what, lines, ...end })
    }
  }

  #affords(): boolean {
    if (this.#runs < this.#most) return true
    this.#isCutShort = true
    return false
  }

  /** @returns undefined when there are no runs left */
  *#try({ system }: Mutant): Generator<void, Pick<Mutation, 'verdict' | 'by'> | undefined> {
    let isChanged = false
    let isPlayed = false
    for (const { experiment, digest } of system === undefined ? [] : this.#trusted) {
      if (!this.#affords()) return undefined
      const found = played(quiet(experiment, system))
      this.#runs++
      yield
      if (found === 'invalid') continue
      if (found === 'noticed') return { verdict: 'noticed', by: experiment.name }
      isPlayed = true
      if (found !== digest) isChanged = true
    }
    if (!isPlayed) return { verdict: 'invalid', by: '' }
    return { verdict: isChanged ? 'survived' : 'unexercised', by: '' }
  }

  found(isStopped: boolean): MutationScore {
    const mutations = this.#mutations
    const survivors = mutations.filter(({ verdict }) => verdict === 'survived')
    const noticed = mutations.filter(({ verdict }) => verdict === 'noticed').length
    const changing = noticed + survivors.length
    const all = {
      score: changing === 0 ? undefined : noticed / changing,
      mutations,
      survivors,
      leftOut: this.#leftOut,
      runs: this.#runs,
      isCutShort: this.#isCutShort,
      isStopped,
    }
    const text = mutationText(all, this.#experiments[0].system.name)
    return deepFrozen({ ...all, text })
  }
}

/** An experiment without explanations, which play many runs more. */
const quiet = (experiment: Experiment, system = experiment.system): Experiment =>
  experiment.on(system, { explain: false })

/** @returns the digest of its run, where it holds */
function played(experiment: Experiment): string {
  if (!fits(experiment)) return 'invalid'
  try {
    const { verdict, run } = experiment.play()
    return verdict === 'held' ? run.digest : 'noticed'
  } catch (error) {
    // It has no end, or its faults test nothing any more: a test fails by that, too.
    if (error instanceof UsageError) return 'noticed'
    throw error
  }
}

/** Whether it can be played at all. */
function fits({ system, options }: Experiment): boolean {
  try {
    return new Simulation(system, options).now === 0
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}
