/** What a search found as JSON: see docs/json.md. */
import type { Findings } from '../../explore/findings.ts'
import { explanationData } from './explanation-data.ts'
import { totalsData } from './totals-data.ts'

/** All that was found; the faults of the counterexample are data, and sentences beside it. */
export function findingsData(findings: Findings) {
  const { counterexample: broken } = findings
  const explanations = broken?.explanations.map(explanationData)
  return {
    ...findings,
    totals: totalsData(findings.totals),
    counterexample: broken && { ...broken, explanations },
    sentences: broken?.faults.map(String),
  }
}
