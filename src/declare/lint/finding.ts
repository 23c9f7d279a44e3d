/** What lint finds, as data. */
import type { LintLevel } from './rule.ts'
import type { lintRules } from './rules.ts'

/** The name of a rule, by which it can be accepted. */
export type LintRuleName = keyof typeof lintRules

/** Something about a declaration that is worth a second look. */
export type LintFinding = {
  /** Which rule tells of it: the name to accept it by. */
  readonly rule: LintRuleName | 'unused-accept'
  /** A `warning` cannot do what it is there for; `advice` stands in most systems. */
  readonly level: LintLevel
  /** Where: a component or a call. */
  readonly at: string
  /** What, with its numbers. */
  readonly what: string
  /** What to write instead. */
  readonly fix: string
}
