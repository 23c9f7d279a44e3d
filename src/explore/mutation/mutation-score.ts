/** Whether experiments would notice if what protects a system were weaker: as mutation testing. */
import { readied } from '../../engine/code.ts'
import { Simulation } from '../../engine/simulation.ts'
import type { DeclarationLine } from '../../explain/remedies/lines.ts'
import { UsageError } from '../../kernel/errors.ts'
import { aside, filing } from '../../record/filing.ts'
import { mutationText } from '../../report/mutation-text.ts'
import type { Experiment } from '../experiment.ts'
import { playSeries } from '../series/series.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { type MutationOptions, readExperiments, readMutationOptions } from './options.ts'
import { worded } from '../../declare/worded.ts'

/** A weakening, and what came of it. */
export type Mutation = {
  /** What is weaker, and where: `no time-out at web->db`. */
  readonly what: string
  /** The lines of the declaration that say so. */
  readonly lines: readonly DeclarationLine[]
  /**
   * `noticed`: an experiment does not hold any more, or nobody knows whether it does, by which a
   * test fails as well. `survived`: runs differ, and all experiments
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
  /** Why there is no score, or one of a part only; empty where all was played and there is one. */
  readonly because: string
  /** Experiments that are not held as it is, and so cannot notice anything: their names. */
  readonly leftOut: readonly string[]
  /** Those of them of which nobody knows whether they hold as it is. */
  readonly unknown: readonly string[]
  /** How many runs were played. */
  readonly runs: number
  /** Whether there was more to play than the runs it was given. */
  readonly isCutShort: boolean
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** The same in words, of at most 100 columns. */
  toString(): string
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
  for (const { system } of all) await readied(system)
  const mutating = new Mutating(all, runs)
  const told = (): void => onProgress?.(mutating.progress)
  const isStopped = await aside(() => mutating.play({ told, signal }))
  const found = mutating.found(isStopped)
  filing()?.found('mutation', found, { name: all[0].system.name })
  return found
}

/** An experiment that holds, and its run. */
type Trusted = { readonly experiment: Experiment; readonly digest: string }

/** An experiment, with a weakened system. */
type Trial = { readonly mutant: number; readonly trusted: Trusted }

type Watching = { readonly told: () => void; readonly signal: AbortSignal | undefined }

/** A search for what nobody notices, under way. */
class Mutating {
  readonly #experiments: readonly Experiment[]
  readonly #most: number
  readonly #mutants: readonly Mutant[]
  readonly #trusted: Trusted[] = []
  readonly #leftOut: { readonly name: string; readonly isUnknown: boolean }[] = []
  /** What came of each mutant, by experiments that are trusted. */
  readonly #said: string[][]
  #runs = 0
  #isCutShort = false

  constructor(experiments: readonly Experiment[], most: number) {
    this.#experiments = experiments
    this.#most = most
    this.#mutants = mutantsOf(experiments[0].system)
    this.#said = this.#mutants.map(() => [])
  }

  get progress() {
    const { length: of } = this.#mutants
    return { runs: this.#runs, weakenings: this.#mutations.length, of }
  }

  /** @returns whether the signal stopped it */
  async play({ told, signal }: Watching): Promise<boolean> {
    const isStopped = await playSeries({
      variants: this.#experiments,
      isWanted: () => this.#affords(),
      play: experiment => quiet(experiment).play(),
      take: ({ verdict, run: { digest } }, experiment) => {
        this.#runs++
        if (verdict === 'held') this.#trusted.push({ experiment, digest })
        else this.#leftOut.push({ name: experiment.name, isUnknown: verdict === 'unknown' })
        told()
      },
      signal,
    })
    if (isStopped || this.#isCutShort) return isStopped
    return playSeries({
      variants: this.#trials(),
      isWanted: ({ mutant }) => !isNoticed(this.#said[mutant]) && this.#affords(),
      play: ({ mutant, trusted: { experiment } }) =>
        played(quiet(experiment, this.#mutants[mutant].system)),
      take: (said, { mutant }) => {
        this.#runs++
        told()
        this.#said[mutant].push(said)
      },
      signal,
    })
  }

  /** Each weakening that leaves a system, with each experiment. */
  *#trials(): Generator<Trial> {
    for (const [mutant, { system }] of this.#mutants.entries()) {
      if (system === undefined) continue
      for (const trusted of this.#trusted) yield { mutant, trusted }
    }
  }

  #affords(): boolean {
    if (this.#runs < this.#most) return true
    this.#isCutShort = true
    return false
  }

  /** Those that have their verdict: all before the first that has none. */
  get #mutations(): readonly Mutation[] {
    if (this.#trusted.length === 0) return []
    const open = this.#mutants.findIndex(({ system }, i) => {
      const said = this.#said[i]
      return system !== undefined && !isNoticed(said) && said.length < this.#trusted.length
    })
    const done = open === -1 ? this.#mutants : this.#mutants.slice(0, open)
    return done.map(({ what, lines }, i) => ({ what, lines, ...this.#endOf(this.#said[i]) }))
  }

  #endOf(said: readonly string[]): Pick<Mutation, 'verdict' | 'by'> {
    if (isNoticed(said)) {
      return { verdict: 'noticed', by: this.#trusted[said.length - 1].experiment.name }
    }
    if (said.every(each => each === INVALID)) return { verdict: 'invalid', by: '' }
    const isSame = said.every((each, i) => each === INVALID || each === this.#trusted[i].digest)
    return { verdict: isSame ? 'unexercised' : 'survived', by: '' }
  }

  found(isStopped: boolean): MutationScore {
    const mutations = this.#mutations
    const survivors = mutations.filter(({ verdict }) => verdict === 'survived')
    const noticed = mutations.filter(({ verdict }) => verdict === 'noticed').length
    const changing = noticed + survivors.length
    const all = {
      score: changing === 0 ? undefined : noticed / changing,
      because: this.#because({ isStopped, isScored: changing > 0 }),
      mutations,
      survivors,
      leftOut: this.#leftOut.map(({ name }) => name),
      unknown: this.#leftOut.filter(({ isUnknown }) => isUnknown).map(({ name }) => name),
      runs: this.#runs,
      isCutShort: this.#isCutShort,
      isStopped,
    }
    const text = mutationText(all, this.#experiments[0].system.name)
    return worded(all, text)
  }

  #because({ isStopped, isScored }: Ended): string {
    if (isStopped) return 'it was stopped before all was played'
    if (this.#isCutShort) return 'there was more to play than it has runs'
    if (isScored) return ''
    if (this.#trusted.length > 0) return 'no weakening changes anything'
    const isKnown = this.#leftOut.some(({ isUnknown }) => !isUnknown)
    return isKnown ? 'no experiment holds as it is' : 'nobody knows whether it holds as it is'
  }
}

/** How it ended. */
type Ended = { readonly isStopped: boolean; readonly isScored: boolean }

/** What is said of a run, besides its digest. */
const [INVALID, NOTICED] = ['invalid', 'noticed']

/** Whether the last experiment has noticed. */
const isNoticed = (said: readonly string[]): boolean => said.at(-1) === NOTICED

/** An experiment without explanations, which play many runs more. */
const quiet = (experiment: Experiment, system = experiment.system): Experiment =>
  experiment.on(system, { explain: false })

/** @returns the digest of its run, where it holds */
function played(experiment: Experiment): string {
  if (!fits(experiment)) return INVALID
  try {
    const { verdict, run } = experiment.play()
    return verdict === 'held' ? run.digest : NOTICED
  } catch (error) {
    // It has no end, or its faults test nothing any more: a test fails by that, too.
    if (error instanceof UsageError) return NOTICED
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
