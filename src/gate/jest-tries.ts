/** What each test of a file plays in its last try, as far as Jest tells which test it is. */
import { Notes } from './notes.ts'
import { keyOfTest } from './parts.ts'

/** What Jest tells of the test that runs: `expect.getState()`. */
export type Telling = {
  readonly currentTestName?: string | undefined
  /** Of tests that run at once, it tells each its own. */
  readonly currentConcurrentTestName?: (() => string | undefined) | undefined
  /** From Jest 30 on; it counts the tries. */
  readonly currentTestIdentity?: (() => { readonly invocations?: number } | undefined) | undefined
}

/** What one try of a test plays. */
export type Try = { readonly name: string; readonly notes: Notes; readonly nth: number }

/** Tests by their names and, of several that have one name, by the order in which they begin. */
export class JestTries {
  readonly #told: () => Telling
  readonly #isTriedAgain: () => boolean
  readonly #tries = new Map<string, Try>()
  readonly #begun = new Map<string, number>()
  /** Tests that Jest 29 runs at once: when they are over it goes on to name them. */
  readonly #atOnce = new Set<string>()
  /** So it does with every test. */
  #over: string | undefined

  /**
   * @param told what Jest tells now
   * @param isTriedAgain whether a test that begins once more is tried again; else it is another one
   *   of the same name
   */
  constructor(told: () => Telling, isTriedAgain: () => boolean) {
    this.#told = told
    this.#isTriedAgain = isTriedAgain
  }

  /** For `beforeEach`, which tests that run at once do not have. */
  begin(): void {
    const name = this.#name()
    this.#over = undefined
    if (name === undefined) return
    const times = this.#begun.get(name) ?? 0
    if (times > 0 && this.#isTriedAgain()) this.#tries.delete(keyOfTest(name, times - 1))
    else this.#begun.set(name, times + 1)
  }

  /** For `afterEach`. */
  end(): void {
    this.#over = this.#name()
  }

  /** Where what is played now is filed; undefined where it belongs to no test. */
  notes(): Notes | undefined {
    const name = this.#name()
    if (name === undefined || name === this.#over) return undefined
    const key = keyOfTest(name, (this.#begun.get(name) ?? 1) - 1)
    const nth = this.#told().currentTestIdentity?.()?.invocations ?? 0
    const known = this.#tries.get(key)
    if (known?.nth === nth) return known.notes
    const notes = new Notes()
    this.#tries.set(key, { notes, nth, name })
    return notes
  }

  /** Those that played anything, by their keys. */
  played(): readonly (readonly [string, Try])[] {
    return [...this.#tries].filter(([, { notes }]) => notes.plays.length > 0)
  }

  #name(): string | undefined {
    const { currentConcurrentTestName, currentTestName: last, currentTestIdentity } = this.#told()
    const name = currentConcurrentTestName?.()
    // Jest 30 names so every test, and nothing between two of them.
    if (currentTestIdentity !== undefined) return name
    if (name !== undefined) this.#atOnce.add(name)
    return name ?? (last !== undefined && this.#atOnce.has(last) ? undefined : last)
  }
}
