/** A run that was judged as JSON: what there is to read for a machine. */
import { explainedGoals } from '../../explain/explained-goal.ts'
import type { Run } from '../../record/run.ts'
import type { JudgedRun } from '../../report/run-text.ts'
import { explanationData } from './explanation-data.ts'

/** The numbers of a run, and what its goal said. */
export function runData({ name, verdict, steadyState, message, run }: JudgedRun) {
  const numbers = run?.requests()
  return {
    name,
    verdict,
    steadyState: steadyState ?? null,
    message: message ?? null,
    seed: run?.seed ?? null,
    digest: run?.digest ?? null,
    requests: numbers?.issued ?? null,
    availability: numbers?.availability ?? null,
    outcomes: numbers?.outcomes ?? null,
    unfinished: numbers?.unfinished ?? null,
    latencyMs: numbers?.latency ?? null,
    faults: run?.faults.map(({ fault, touched }) => ({ fault, touched })) ?? [],
    changes: run?.changes.map(changeData) ?? [],
    warnings: run?.warnings ?? [],
    explanations: run === undefined ? [] : explainedGoals(run).map(explanationData),
  }
}

/** A change, and when it was made. */
const changeData = ({ fault, periods }: Run['changes'][number]) => ({
  change: fault,
  madeAt: periods.map(({ from }) => from),
})
