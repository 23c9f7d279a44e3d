/** What all pictures of a run share: the moment looked at, the part of time, what is compared. */
import type { ClientSeries } from '../../picture/data.ts'

/** Numbers to compare with, and what they are of. */
export type Overlay = { readonly name: string; readonly series: ClientSeries }

type Listener = () => void

/** Where in a run one looks. */
export class Moment {
  readonly edgesMs: readonly number[]
  #step = 0
  #zoom: readonly [fromMs: number, toMs: number]
  #overlay: Overlay | undefined
  readonly #listeners: Listener[] = []

  /** @param edgesMs the ends of the steps */
  constructor(edgesMs: readonly number[]) {
    this.edgesMs = edgesMs
    this.#zoom = [0, edgesMs.at(-1) ?? 0]
  }

  /** How many steps there are. */
  get steps(): number {
    return this.edgesMs.length - 1
  }

  /** When the run ends. */
  get endMs(): number {
    return this.edgesMs.at(-1) ?? 0
  }

  /** The step that is looked at. */
  get step(): number {
    return this.#step
  }

  /** When it begins. */
  get atMs(): number {
    return this.edgesMs[this.#step]
  }

  /** When it ends. */
  get untilMs(): number {
    return this.edgesMs[this.#step + 1]
  }

  /** The part of the run that is shown. */
  get zoom(): readonly [fromMs: number, toMs: number] {
    return this.#zoom
  }

  /** What is drawn beside what happened. */
  get overlay(): Overlay | undefined {
    return this.#overlay
  }

  /** Whoever draws is told of each change. */
  listen(listener: Listener): void {
    this.#listeners.push(listener)
  }

  /** Looks at another step. */
  goTo(step: number): void {
    this.#step = Math.min(this.steps - 1, Math.max(0, Math.round(step)))
    this.#tell()
  }

  /** Looks at the step of a moment. */
  goToMs(ms: number): void {
    this.goTo(this.edgesMs.findLastIndex(edge => edge <= ms))
  }

  /** Shows a part of the run; all of it by default. */
  show(fromMs = 0, toMs: number = this.endMs): void {
    const [from, to] = [Math.max(0, fromMs), Math.min(this.endMs, toMs)]
    if (to <= from) return
    this.#zoom = [from, to]
    this.#tell()
  }

  /** Compares with other numbers, or with none. */
  compare(overlay: Overlay | undefined): void {
    this.#overlay = overlay
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
