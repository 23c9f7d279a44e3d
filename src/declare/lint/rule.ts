/** What a rule about declarations is: what it looks at, and what it has to say. */
import type { Figures } from './figures.ts'

/**
 * `warning`: it cannot do what it is there for. `advice`: it stands in most systems, and is worth
 * knowing all the same.
 */
export type LintLevel = 'warning' | 'advice'

/** What a rule says: where, what with its numbers, and the line to write. */
export type Told = { readonly at: string; readonly what: string; readonly fix: string }

/** A rule. */
export type LintRule = {
  readonly level: LintLevel
  readonly find: (figures: Figures) => readonly Told[]
}

/** A rule that warns. */
export const warning = (find: LintRule['find']): LintRule => ({ level: 'warning', find })

/** A rule that advises. */
export const advice = (find: LintRule['find']): LintRule => ({ level: 'advice', find })
