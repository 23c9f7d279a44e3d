/** A planted outage: what is declared, what happens to it, and what is known to be true of it. */
import { type Duration, type Fault, type Goal, type Mechanism, type Run, simulate } from 'gameday'
import type { System } from 'gameday'

/** What else might be written in a declaration, by what it is. */
export type Changed = { readonly [what: string]: System }

/** What is known to be true of an outage, since it was planted. */
export type Truth = {
  /** Without these the goal holds; none where no fault began it. */
  readonly guilty: readonly Fault[]
  /** What is in force as well, is felt, and does not matter. */
  readonly decoys: readonly Fault[]
  /** How many of the guilty have to be there: `'each'` is enough, or it takes `'all'`. */
  readonly takes?: 'each' | 'all'
  /** Where load began it: the same system under the load that it is made for. */
  readonly usual?: System
  /** Where somebody who repairs it would have to look: components and calls. */
  readonly places: readonly string[]
  /** How it reaches the clients, or stays alive; any of these is right. */
  readonly mechanisms: readonly Mechanism[]
  /** What holds when it is declared. */
  readonly cures: Changed
  /** What somebody might try, and does not hold. */
  readonly vain?: Changed
}

/** An outage as its file says it. */
export type Outage = {
  readonly name: string
  readonly system: System
  readonly goal: Goal
  readonly for: Duration
  readonly truth: Truth
}

/** The seeds in which each outage is played. */
export const outageSeeds: readonly string[] = Array.from({ length: 20 }, (_, i) => `${i + 1}`)

/** Everything that is in force, in an order that gives nothing away. */
export const faultsOf = ({ truth: { guilty, decoys } }: Outage): readonly Fault[] =>
  [...guilty, ...decoys].toSorted((a, b) => (`${a}` < `${b}` ? -1 : 1))

/** What may be other than planted. */
export type Otherwise = { readonly system?: System; readonly faults?: readonly Fault[] }

/** The outage, or what becomes of it when something is otherwise. */
export const played = (outage: Outage, seed: string, otherwise: Otherwise = {}): Run =>
  simulate(otherwise.system ?? outage.system, {
    for: outage.for,
    faults: [...(otherwise.faults ?? faultsOf(outage))],
    seed,
    strict: false,
  })

/** What the goal says of that: `held`, `broken` or `unknown`. */
export const verdictOf = (outage: Outage, seed: string, otherwise: Otherwise = {}): string =>
  outage.goal.judge(played(outage, seed, otherwise)).is
