/** What one try of a test played and asked, as it is: it becomes data only where it is wanted. */
import type { Asked, Experimented, FoundKind } from '../record/filing.ts'
import type { Run } from '../record/run.ts'
import { type Spot, spotHere } from './place.ts'

/** A goal that was asked, and where. */
export type AskedThere = { readonly asked: Asked; readonly spot: Spot }

/** A run, and what was asked of it. */
export type PlayedRun = {
  readonly kind: 'run'
  run: Run
  /** Undefined of a run that nobody told when it ended, as one that was played step by step. */
  spot: Spot | undefined
  experimented: Experimented | undefined
  readonly asked: AskedThere[]
}

/** What many runs were played for. */
export type PlayedMany = {
  readonly kind: FoundKind
  readonly found: object
  of: object
  /** Undefined of what a test before has played. */
  spot: Spot | undefined
  readonly asked: AskedThere[]
}

/** What a test can play. */
export type Played = PlayedRun | PlayedMany

/** A test that plays a run for each of a thousand cases keeps no more of them in memory. */
const MOST_PLAYS = 20

/** What one try of a test played, in order. */
export class Notes {
  #plays: Played[] = []
  #leftOut = 0

  /** What is kept. */
  get plays(): readonly Played[] {
    return this.#plays
  }

  /** How many more there were. */
  get leftOut(): number {
    return this.#leftOut
  }

  /** A run came to its end. */
  ran(run: Run, experimented: Experimented | undefined): void {
    const played = this.#of(run)
    played.run = run
    played.spot = spotHere()
    played.experimented = experimented
    this.#bound()
  }

  /** A goal was asked of a run, which a test before may have played. */
  asked(run: Run, asked: Asked): void {
    this.#of(run).asked.push({ asked, spot: spotHere() })
    this.#bound()
  }

  /** Something was found by many runs. */
  found(kind: FoundKind, found: object, of: object): void {
    const played = this.#ofMany(kind, found)
    played.of = of
    played.spot = spotHere()
    this.#bound()
  }

  /** A goal was asked of what many runs were played for, which a test before may have done. */
  askedOfMany(kind: FoundKind, found: object, asked: Asked): void {
    this.#ofMany(kind, found).asked.push({ asked, spot: spotHere() })
    this.#bound()
  }

  #ofMany(kind: FoundKind, found: object): PlayedMany {
    const known = this.#plays.find(played => played.kind !== 'run' && played.found === found)
    if (known !== undefined) return known as PlayedMany
    const played: PlayedMany = { kind, found, of: {}, spot: undefined, asked: [] }
    this.#plays.push(played)
    return played
  }

  #of(run: Run): PlayedRun {
    const known = this.#plays.find(played => played.kind === 'run' && isSame(played.run, run))
    if (known !== undefined) return known as PlayedRun
    const played = {
      kind: 'run' as const,
      run,
      spot: undefined,
      experimented: undefined,
      asked: [],
    }
    this.#plays.push(played)
    return played
  }

  /** The oldest goes of which nobody knows anything bad. */
  #bound(): void {
    if (this.#plays.length <= MOST_PLAYS) return
    const dull = this.#plays.findIndex(played => !isBad(played))
    this.#plays.splice(Math.max(dull, 0), 1)
    this.#leftOut++
  }
}

/** A goal that is a function is given the run in a wrapping that notes whether it was asked. */
const isSame = (one: Run, other: Run): boolean =>
  one.recording.identity === other.recording.identity

const isBad = (played: Played): boolean =>
  played.kind !== 'run' ||
  played.asked.some(({ asked }) => !asked.pass) ||
  (played.experimented !== undefined && played.experimented.verdict !== 'held')
