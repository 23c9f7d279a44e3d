/**
 * The search: plays what is known, then generation after generation, until something does not hold
 * or the budget is used up; then looks for the least schedule that does not hold.
 */
import type { Exploration, Progress } from '../exploration.ts'
import { type Ending, type Findings, neverSeen, searchVerdict } from '../findings.ts'
import { counterexampleOf } from './counterexample.ts'
import { type Generations, playGenerations } from './generations.ts'
import { messageOf } from './goal.ts'
import { keepIn, type Known, nothingKnown, playKnown } from './known.ts'
import { LocalPlayer } from './local-player.ts'
import { pairsOf } from './pairs.ts'
import type { Player } from './player.ts'
import { Stopping } from './stopping.ts'
import { emptyTotals } from './totals.ts'

/** Who plays the trials, and what is known from before. */
export type Helpers = {
  /** Closed by whoever made it. Default: this process plays. */
  readonly player?: Player | undefined
  /** Default: nothing. */
  readonly known?: Known | undefined
}

/** Searches. It never throws because a goal does not hold: that is what it finds. */
export async function findingsOf(
  exploration: Exploration,
  { player = new LocalPlayer(exploration), known = nothingKnown }: Helpers = {},
): Promise<Findings> {
  const { signal, timeMs } = exploration.options
  const stopping = new Stopping(signal, timeMs)
  try {
    return await searched(exploration, { player, known, stopping })
  } finally {
    stopping.close()
  }
}

type Means = { readonly player: Player; readonly known: Known; readonly stopping: Stopping }

async function searched(
  exploration: Exploration,
  { player, known, stopping }: Means,
): Promise<Findings> {
  const { name, options, space } = exploration
  const { signal } = stopping
  const news = new News(exploration)
  const before = await playKnown(exploration, known, { signal, told: () => news.tell('known') })
  const told = (result: Behaved): void => news.learn(result)
  const generations =
    before.found === undefined
      ? await playGenerations(exploration, { player, signal, told })
      : { totals: emptyTotals, found: undefined, isCut: false }
  const { totals } = generations
  const found = before.found ?? generations.found
  const watching = { signal: options.signal, told: () => news.tell('shrinking') }
  const counterexample = found && (await counterexampleOf(exploration, found, watching))
  if (counterexample !== undefined) keepIn(known, counterexample)
  const end = endOf(exploration, generations, stopping.why)
  const never = neverSeen(options.sometimes, totals)
  return {
    verdict: searchVerdict({ ...end, totals, never, counterexample }),
    name,
    seed: options.seed,
    ...end,
    totals,
    never,
    pairs: pairsOf(space, totals),
    counterexample,
    known: { played: before.played, held: before.held },
    warnings: [...known.warnings, ...before.misfits, ...news.complaints],
  }
}

/**
 * To use up the time is an end like any other where nothing but time was given, as long as there
 * was enough for something.
 */
function endOf(
  { options: { runs, budget } }: Exploration,
  { totals: { trials }, isCut }: Generations,
  why: Ending = 'done',
): Pick<Findings, 'ending' | 'of'> {
  if (!isCut) return { ending: 'done', of: budget === 'time' ? trials : runs }
  const isUsedUp = budget === 'time' && why === 'out of time'
  if (isUsedUp && trials > 0) return { ending: 'done', of: trials }
  return { ending: why, of: runs }
}

type Behaved = { readonly behaviours: readonly string[] }

/** Tells how far the search has got. */
class News {
  readonly #exploration: Exploration
  readonly #behaviours = new Set<string>()
  readonly #complaints: string[] = []
  #trials = 0

  constructor(exploration: Exploration) {
    this.#exploration = exploration
  }

  /** A trial is done. */
  learn({ behaviours }: Behaved): void {
    this.#trials++
    for (const behaviour of behaviours) this.#behaviours.add(behaviour)
    this.tell('searching')
  }

  tell(doing: Progress['doing']): void {
    const { runs, onProgress } = this.#exploration.options
    const progress = { trials: this.#trials, of: runs, behaviours: this.#behaviours.size, doing }
    if (this.#complaints.length > 0) return
    try {
      onProgress?.(progress)
    } catch (error) {
      this.#complaints.push(`onProgress failed, and is not told any more: ${messageOf(error)}`)
    }
  }

  /** What went wrong in telling; a find must not be lost because of that. */
  get complaints(): readonly string[] {
    return this.#complaints
  }
}
