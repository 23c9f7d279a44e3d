/** The runs of an ensemble, as many as memory holds; the others are played again when asked. */
import type { Names } from '../../declare/index.ts'
import type { Run } from '../../record/run.ts'

/** Slots times what is metered: some 600 bytes each, so 500 MB at most are kept. */
const MOST_CELLS = 800_000

/** One run for each seed. */
export class Sample<N extends Names> {
  readonly #play: (seed: string) => Run<N>
  readonly #runs: { readonly seed: string; kept?: Run<N> }[] = []
  #cells = 0

  /** @param play plays a seed, always alike */
  constructor(play: (seed: string) => Run<N>) {
    this.#play = play
  }

  get seeds(): readonly string[] {
    return this.#runs.map(({ seed }) => seed)
  }

  /** One more seed, with its run unless that is elsewhere. */
  add(seed: string, run: Run<N> | undefined): void {
    this.#runs.push({ seed })
    if (run !== undefined) this.#keep(this.#runs[this.#runs.length - 1], run)
  }

  /** What each run answers, in the order of seeds; of the first ones, if not of all. */
  each<T>(question: (run: Run<N>) => T, most = Infinity): T[] {
    return this.#runs.slice(0, most).map(entry => {
      const run = entry.kept ?? this.#play(entry.seed)
      if (entry.kept === undefined) this.#keep(entry, run)
      return question(run)
    })
  }

  #keep(entry: { kept?: Run<N> }, run: Run<N>): void {
    const cells = this.#cells + cellsOf(run)
    if (cells > MOST_CELLS) return
    this.#cells = cells
    entry.kept = run
  }
}

function cellsOf({ recording }: Run): number {
  const { grid, components, calls, queues, caches } = recording
  return grid.slots * (components.size + calls.size + queues.size + caches.size)
}
