/** Asks all rules about a declaration. */
import type { PartData, SystemData } from '../data.ts'
import { mostReplicas } from '../scaling-schema.ts'
import { type AcceptSpec, unaccepted, unused } from './accept.ts'
import { Figures } from './figures.ts'
import type { LintFinding, LintRuleName } from './finding.ts'
import type { LintLevel } from './rule.ts'
import { lintRules } from './rules.ts'

/** What rules warn of and nobody has accepted, frozen. */
export const warningsIn = (data: SystemData, accept: AcceptSpec): readonly LintFinding[] =>
  Object.freeze(unaccepted(foundIn(data, ['warning']), accept))

/** What rules have to say and nobody has accepted, warnings first; and what is accepted in vain. */
export function findingsIn(data: SystemData, accept: AcceptSpec): LintFinding[] {
  const all = foundIn(data, ['warning', 'advice'])
  return [...unaccepted(all, accept), ...unused(all, accept)]
}

function foundIn(data: SystemData, levels: readonly LintLevel[]): LintFinding[] {
  const figures = new Figures(atMost(data))
  return (Object.keys(lintRules) as LintRuleName[]).flatMap(rule => {
    const { level, find } = lintRules[rule]
    if (!levels.includes(level)) return []
    const told = find(figures).map(({ at, what, fix }) =>
      Object.freeze({ rule, level, at, what, fix }),
    )
    return onceEach(told)
  })
}

/** With as many replicas as autoscalers make of the highest load. */
function atMost(data: SystemData): SystemData {
  const parts = [...data.parts].map(([name, part]): [string, PartData] => [
    name,
    part.kind === 'clients' ? part : { ...part, replicas: mostReplicas(part) },
  ])
  return { ...data, parts: new Map(parts) }
}

/** Calls of one name that are declared alike, step by step, deserve one finding. */
const onceEach = (findings: readonly LintFinding[]): LintFinding[] => [
  ...new Map(findings.map(finding => [`${finding.at}: ${finding.what}`, finding])).values(),
]
