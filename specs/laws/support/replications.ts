/** Independent replications: the same story with other seeds, played when first asked about. */

/** How many replications a law is judged by, unless it says otherwise. */
const REPLICATIONS = 20

/** The same story, each time from another fixed seed. */
export class Replications<Story> {
  readonly #play: (seed: number) => Story
  readonly #count: number
  #stories: readonly Story[] | undefined

  /**
   * @param play tells the story of one seed
   * @param count how many seeds, from 1 up; default 20
   */
  constructor(play: (seed: number) => Story, count = REPLICATIONS) {
    this.#play = play
    this.#count = count
  }

  /**
   * Asks each replication the same question.
   *
   * @throws Error when one of them has no answer: it would be no evidence
   */
  each(question: (story: Story) => number | undefined): number[] {
    this.#stories ??= Array.from({ length: this.#count }, (_, i) => this.#play(i + 1))
    return this.#stories.map(question).map((answer, i) => {
      if (answer === undefined) throw new Error(`replication ${i + 1} has nothing to measure`)
      return answer
    })
  }
}
