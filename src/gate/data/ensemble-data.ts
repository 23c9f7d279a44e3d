/** One declaration with many seeds, as JSON. */
import type { Ensemble } from '../../explore/ensemble/ensemble.ts'
import type { SeedEstimate } from '../../explore/ensemble/estimate.ts'
import type { EnsembleVerdict } from '../../explore/ensemble/verdict.ts'
import { goalData } from './explanation-data.ts'

/** Its numbers with their intervals, and what its goals came to. */
export const ensembleData = (many: Ensemble) => ({
  name: many.name,
  seeds: many.seeds,
  isStopped: many.isStopped,
  confidence: many.confidence,
  availability: estimateData(many.availability),
  latencyMs: {
    p50: estimateData(many.latency.p50),
    p90: estimateData(many.latency.p90),
    p99: estimateData(many.latency.p99),
  },
  recovery:
    many.recovery === undefined
      ? null
      : {
          tookMs: estimateData(many.recovery.took),
          recovered: many.recovery.recovered,
        },
  goals: many.goals.map(verdictData),
})

const estimateData = (estimate: SeedEstimate | undefined) =>
  estimate === undefined
    ? null
    : { ...estimate, values: estimate.values.map(value => value ?? null) }

const verdictData = ({ goal, ...said }: EnsembleVerdict) => ({
  goal: goalData(goal),
  verdict: said.is,
  because: said.reason ?? null,
  inSeeds: said.inSeeds ?? null,
  held: said.held ?? null,
  margin:
    said.margin === undefined ? null : { ...estimateData(said.margin), unit: said.margin.unit },
  worst: said.worst === undefined ? null : { ...said.worst, by: said.worst.by ?? null },
  needed: said.needed ?? null,
})
