/** What of a declaration is accepted although a rule tells of it, each with its reason. */
import * as v from 'valibot'
import { message, optional, options, type Schema, shown } from '../../kernel/schema.ts'
import { byName } from '../by-name.ts'
import type { LintFinding, LintRuleName } from './finding.ts'
import { lintRules } from './rules.ts'

/** Why a finding is accepted: everywhere, or by place, as in `{ 'web->db': 'only reads' }`. */
export type Acceptance = string | { readonly [at: string]: string }

/** What is accepted, by the name of the rule that tells of it. */
export type AcceptSpec = { readonly [rule in LintRuleName]?: Acceptance }

const reason = v.pipe(
  v.string(({ input }) => message(`${shown(input)} is no reason`, SAY_WHY)),
  v.check(
    written => written.trim() !== '',
    () => message('the reason is empty', SAY_WHY),
  ),
)

const SAY_WHY = "say why it is accepted, as in 'the supplier has no test system'"

const anywhereOrByPlace = v.lazy(written =>
  typeof written === 'object' ? byName(reason) : reason,
) as Schema<Acceptance>

/** What it must look like. */
export const acceptSchema = options(
  Object.fromEntries(Object.keys(lintRules).map(rule => [rule, optional(anywhereOrByPlace)])),
)

/** Findings without those that are accepted. */
export function unaccepted(findings: readonly LintFinding[], accept: AcceptSpec): LintFinding[] {
  return findings.filter(({ rule, at }) => {
    if (rule === 'unused-accept') return true
    const accepted = accept[rule]
    if (typeof accepted === 'string') return false
    return accepted === undefined || !Object.hasOwn(accepted, at)
  })
}

/** A finding for each acceptance that accepts nothing. */
export function unused(findings: readonly LintFinding[], accept: AcceptSpec): LintFinding[] {
  return (Object.keys(accept) as LintRuleName[]).flatMap(rule => {
    const accepted = accept[rule]
    if (accepted === undefined) return []
    const places = findings.filter(finding => finding.rule === rule).map(({ at }) => at)
    if (typeof accepted === 'string') return places.length > 0 ? [] : [acceptsNothing(rule)]
    return Object.keys(accepted)
      .filter(at => !places.includes(at))
      .map(at => acceptsNothing(rule, at))
  })
}

const acceptsNothing = (rule: LintRuleName, at?: string): LintFinding =>
  Object.freeze({
    rule: 'unused-accept',
    level: 'advice',
    at: at ?? 'accept',
    what: `${rule} is accepted${at === undefined ? '' : ' here'}, but it has nothing to tell`,
    fix: 'take it out of accept',
  })
