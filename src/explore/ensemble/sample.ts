/** The runs of an ensemble, as many as memory holds; the others are played again when asked. */
import type { Names } from '../../declare/index.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Run } from '../../record/run.ts'
import type { SeedVerdict } from './verdict.ts'

/** Slots times what is metered: some 600 bytes each, so 500 MB at most are kept. */
const MOST_CELLS = 800_000

/** One run for each seed. */
export class Sample<N extends Names> {
  readonly #play: (seed: string) => Run<N>
  readonly #runs: { readonly seed: string; readonly kept: Run<N> | undefined }[] = []
  #cells = 0

  /** @param play plays a seed, always alike */
  constructor(play: (seed: string) => Run<N>) {
    this.#play = play
  }

  get seeds(): readonly string[] {
    return this.#runs.map(({ seed }) => seed)
  }

  /** Plays one more seed. */
  add(seed: string): Run<N> {
    const run = this.#play(seed)
    this.#cells += cellsOf(run)
    this.#runs.push({ seed, kept: this.#cells <= MOST_CELLS ? run : undefined })
    return run
  }

  /** What each run answers, in the order of seeds. */
  each<T>(question: (run: Run<N>) => T): T[] {
    return this.#runs.map(({ seed, kept }) => question(kept ?? this.#play(seed)))
  }
}

function cellsOf({ recording }: Run): number {
  const { grid, components, calls, queues, caches } = recording
  return grid.slots * (components.size + calls.size + queues.size + caches.size)
}

/** What a goal says of a run, without the run: its evidence would keep that in memory. */
export function saidOf(goal: Goal, run: Run): SeedVerdict {
  const verdict = goal.judge(run)
  const { is } = verdict
  return is === 'unknown'
    ? { is, margin: undefined, reason: verdict.reason }
    : { is, margin: verdict.margin, reason: undefined }
}
