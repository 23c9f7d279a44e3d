/** What a survey found as JSON: see docs/json.md. */
import type { Fault } from '../../faults/fault.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Survey, SurveyCell, SurveyChange, SurveyPair } from '../../explore/survey/found.ts'
import { goalData, lineData } from './explanation-data.ts'

/** All that was found; faults are the sentences that declare them. */
export const surveyData = (name: string, goals: readonly Goal[], found: Survey) => ({
  name,
  verdict: found.verdict,
  because: found.because,
  goals: goals.map(goalData),
  seed: found.seed,
  runs: found.runs,
  events: found.events,
  isCutShort: found.isCutShort,
  isStopped: found.isStopped,
  cells: found.cells.map(cellData),
  pairs: found.pairs.map(pairData),
  cutSets: found.cutSets.map(({ targets, faults }) => ({
    targets,
    faults: faults.map(sentences),
  })),
  critical: found.critical.map(({ component, faults }) => ({
    component,
    faults: sentences(faults),
  })),
  changes: found.changes.map(changeData),
  unexercised: found.unexercised.map(({ what, at }) => ({ what, at })),
})

const cellData = ({ kind, target, fault, verdict, margin, because }: SurveyCell) => ({
  kind,
  target,
  fault: `${fault}`,
  verdict,
  margin: margin ?? null,
  because,
})

const pairData = ({ faults, verdict, margin, because }: SurveyPair) => ({
  faults: sentences(faults),
  verdict,
  margin: margin ?? null,
  because,
})

const changeData = ({ what, lines, mends, of, breaks }: SurveyChange) => ({
  what,
  lines: lines.map(lineData),
  mends: sentences(mends),
  of,
  breaks: sentences(breaks),
})

const sentences = (faults: readonly Fault[]): string[] => faults.map(String)
