/**
 * Chaos engineering in your test suite: declare a system, play an outage on virtual time, judge it.
 *
 * @module gameday
 */
export * from './declare/index.ts'
export { type Played, start, simulate } from './engine/simulate.ts'
export { Simulation } from './engine/simulation.ts'
export type { RealIO, SimulateOptions } from './engine/simulate-options.ts'
export type { CauseStep, Diagnosis, Guilt, Instead, Mechanism } from './explain/diagnosis.ts'
export { type Explanation, explain } from './explain/explain.ts'
export type { CauseEdge, CauseGraph, CauseNode } from './explain/graph.ts'
export type { Loop } from './explain/loop.ts'
export type { Spread } from './explain/spread.ts'
export type { PlaceCounts, StepCounts } from './explain/step-counts.ts'
export { Fault, type FaultData } from './faults/fault.ts'
export { faultFrom } from './faults/from-json.ts'
export { allOf, anyOf, Condition, not } from './faults/condition.ts'
export {
  breaker,
  errorRate,
  Gauge,
  isDown,
  latency,
  queueOf,
  rate,
  timeoutRate,
  utilisation,
} from './faults/gauges.ts'
export { dependentsOf, downstreamOf, upstreamOf } from './faults/groups.ts'
export type { StockName } from './faults/kinds/resource.ts'
export { Rule, rule, type RuleData, ruleFrom, type RuleSpec } from './faults/rule.ts'
export { scenario } from './faults/scenarios.ts'
export type { ScenarioTimes } from './faults/scenarios/when.ts'
export type { EveryOptions, RandomlyOptions, WhenOptions } from './faults/timing-options.ts'
export * from './faults/words.ts'
export { type BlastRadius, blastRadius, type HitCall } from './judge/blast-radius.ts'
export { type CauseLink, causesOf } from './judge/causes.ts'
export { decidedBy, type UnderWay } from './judge/goals/decided.ts'
export { goalFrom } from './judge/goals/from-json.ts'
export { Goal, type GoalJson } from './judge/goals/goal.ts'
export type { GoalKindName } from './judge/goals/kinds.ts'
export type { AmplificationOptions } from './judge/goals/kinds/amplification.ts'
export type { BlastRadiusOptions } from './judge/goals/kinds/blast-radius.ts'
export type {
  BurnRate,
  ErrorBudgetOptions,
  TimeSlices,
} from './judge/goals/kinds/error-budget.ts'
export type { CoverageOptions, CoverKind } from './judge/goals/kinds/covers.ts'
export type { GoodputOptions } from './judge/goals/kinds/goodput.ts'
export type { AnswerData } from './judge/goals/kinds/answers.ts'
export type { OnceOptions } from './judge/goals/kinds/handles-once.ts'
export type { KeptOptions } from './judge/goals/kinds/keeps.ts'
export type { LossOptions } from './judge/goals/kinds/loses-nothing.ts'
export type { QueueBoundOptions } from './judge/goals/kinds/queue-bound.ts'
export type { RecoveryOptions } from './judge/goals/kinds/recovers.ts'
export type { SteadyStateOptions } from './judge/goals/kinds/steady-state.ts'
export type { CircuitOptions } from './judge/goals/kinds/trips.ts'
export type { WasteOptions } from './judge/goals/kinds/waste.ts'
export { goal } from './judge/goals/words.ts'
export {
  HEAT_THRESHOLDS,
  type HeatLevel,
  type HeatRow,
  type HeatThresholds,
  heatMap,
} from './judge/heat.ts'
export type { Margin, MarginUnit } from './judge/margin.ts'
export { type Stage, type StageKind, timeline } from './judge/timeline.ts'
export type { Verdict } from './judge/verdict.ts'
export * from './kernel/distributions/index.ts'
export { type Problem, UsageError } from './kernel/errors.ts'
export type { QueueBound } from './kernel/queue-bound.ts'
export type { Bandwidth, Distance, Duration, Ms, Rate, Share, Size } from './kernel/units.ts'
export {
  type CockatielOptions,
  like,
  type OpossumOptions,
  type PollyOptions,
  type Resilience4jOptions,
} from './policies/circuit-breaker/like/index.ts'
export type { Fact, FactKind } from './record/facts.ts'
export type { LogLine } from './record/log-line.ts'
export type { StoreQuestion, WrappedPolicy } from './declare/real-code.ts'
export type { Health, HealthPoint } from './record/health.ts'
export type { Attempt, Breakdown, Hop } from './record/journey.ts'
export type { NetworkNumbers, WayNumbers } from './record/network-numbers.ts'
export type { NetworkTimes } from './record/network-times.ts'
export type { OutcomeCounts, OutcomeName } from './record/outcome.ts'
export type { FaultPeriod, FaultRecord } from './record/fault-record.ts'
export type { Emptying } from './record/cache-meter.ts'
export type { CacheNumbers, CallerNumbers } from './record/cache-numbers.ts'
export type { LimitNumbers } from './record/limit-meter.ts'
export type { QueueNumbers } from './record/queue-numbers.ts'
export type { CircuitState, CircuitTransition, Ties } from './record/recording.ts'
export { type Measure, type Percentile, type Question, Run, type Whose } from './record/run.ts'
export type { Point } from './record/series.ts'
export type { ReplicaChange } from './record/replica-change.ts'
export type {
  CallNumbers,
  ComponentNumbers,
  LatencyNumbers,
  ReplicaNumbers,
  TallyNumbers,
} from './record/views.ts'
export { Times } from './record/times.ts'
export type { EndName, TimesQuestion } from './record/times-asked.ts'
export type { TimedBy } from './record/ends.ts'
export type { Window } from './record/window.ts'
