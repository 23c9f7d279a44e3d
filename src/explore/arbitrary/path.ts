/**
 * Where shrinking stands, for fast-check: it asks for less of the same value again and again, and
 * what it asks for next tells which of that failed. So a place on the way is what was said so far.
 */
import type { Fault } from '../../faults/fault.ts'
import type { Schedule } from '../search/trial.ts'
import type { Trying } from '../shrink/attempts.ts'
import { shrinking } from '../shrink/shrink.ts'
import type { FaultSpace } from '../space/space.ts'

/** Where the way begins. */
type Start = { readonly faults: readonly Fault[]; readonly space: FaultSpace }

/** Faults to try, and where shrinking stands if they fail. */
type Candidate = { readonly faults: readonly Fault[]; readonly next: Path }

/** A place on the way from a list of faults to the least that fails. */
export class Path {
  readonly #start: Start
  /** Of each candidate until here, whether it failed. */
  readonly #answers: readonly boolean[]
  /** The walk that led here; it may have gone on since. */
  readonly #walk: Walk | undefined

  private constructor(start: Start, answers: readonly boolean[], walk?: Walk) {
    this.#start = start
    this.#answers = answers
    this.#walk = walk
  }

  /** The beginning of the way. */
  static from(faults: readonly Fault[], space: FaultSpace): Path {
    return new Path({ faults, space }, [])
  }

  /** What to try from here, as long as nothing of it fails. */
  *candidates(): Generator<Candidate> {
    const answers = [...this.#answers]
    let walk = this.#walk
    for (;;) {
      walk = this.#walked(answers, walk)
      const faults = walk.candidate
      if (faults === undefined) return
      yield { faults, next: new Path(this.#start, [...answers, true], walk) }
      answers.push(false)
    }
  }

  /** Goes on with a walk by the last answer, or walks all the way again if it is elsewhere. */
  #walked(answers: readonly boolean[], walk: Walk | undefined): Walk {
    const isJustBefore = walk?.told === answers.length - 1
    const going = walk !== undefined && isJustBefore ? walk : new Walk(this.#start)
    for (const isBroken of answers.slice(going.told)) going.tell(isBroken)
    return going
  }
}

/** Shrinking under way. */
class Walk {
  readonly #trying: Trying<unknown>
  #candidate: readonly Fault[] | undefined
  #told = 0

  constructor({ faults, space }: Start) {
    this.#trying = shrinking({ faults, seed: '' }, { space, baseSeed: '' })
    this.#take(this.#trying.next())
  }

  /** What is to be tried; undefined when there is nothing left. */
  get candidate(): readonly Fault[] | undefined {
    return this.#candidate
  }

  /** How many candidates were tried. */
  get told(): number {
    return this.#told
  }

  /** Tells whether the candidate failed. */
  tell(isBroken: boolean): void {
    this.#told++
    this.#take(this.#trying.next(isBroken))
  }

  #take(step: IteratorResult<Schedule, unknown>): void {
    this.#candidate = step.done === true ? undefined : step.value.faults
  }
}
