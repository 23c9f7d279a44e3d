/** The words users write to declare a system. */
export { Change, type ChangeData } from './changes/change.ts'
export type { CallChange, ChangeOptions, PartChange, Patch } from './changes/options.ts'
export { change, changeFrom } from './changes/words.ts'
export type { WarmSpec } from './cache-options.ts'
export type {
  CachedOptions,
  CallOptions,
  OwnCachedOptions,
  PolicyEntry,
} from './calls/call-options.ts'
export {
  clients,
  type ClientsSpec,
  type ClosedLoad,
  type OpenLoad,
  type Script,
  type TaskSpec,
  type UserStage,
} from './load/clients.ts'
export type { LifecycleSpec, StartSpec, StopSpec } from './lifecycle.ts'
export type {
  BalanceSpec,
  AutoscalingSpec,
  HealthSpec,
  OutlierSpec,
  ReplicasSpec,
  ZoneRoutingSpec,
} from './balancing.ts'
export {
  cache,
  type CacheComponent,
  type CacheSpec,
  type Component,
  type ComponentKind,
  external,
  type ExternalSpec,
  service,
  type ServiceSpec,
  store,
  type StoreSpec,
} from './components.ts'
export { cdn, type CdnComponent, type CdnSpec, gateway } from './fronts.ts'
export type { Dependencies } from './graph.ts'
export type { Acceptance, AcceptSpec } from './lint/accept.ts'
export type { LintFinding, LintRuleName } from './lint/finding.ts'
export { lint } from './lint/lint.ts'
export type { LintLevel } from './lint/rule.ts'
export { bandwidthDelayProduct } from './network/bandwidth-delay.ts'
export type { ListenSpec } from './network/listen.ts'
export type { LinkParts, LinkSpec } from './network/links.ts'
export {
  burst,
  type BurstSpec,
  diurnal,
  type DiurnalSpec,
  type LevelSpec,
  type LoadShape,
  ramp,
  type RampSpec,
  spike,
  type SpikeSpec,
  steps,
  trace,
  type TraceSpec,
} from './load/load-shapes.ts'
export type { CheckedParts, Mistake, Names, NamesIn, NamesOf, Parts } from './names.ts'
export type {
  CableSpec,
  CongestionSpec,
  ConnectionSpec,
  KeepAliveSpec,
  LossSpec,
  SharingWord,
} from './network/network.ts'
export type { IntakeLimitSpec, SheddingSpec } from './intake-policies.ts'
export type * from './calls/policy-specs.ts'
export type { RecordSpec } from './calls/record.ts'
export {
  type BatchSpec,
  type PartitionsSpec,
  queue,
  type QueueComponent,
  type QueueSpec,
  worker,
  type WorkerComponent,
  type WorkerSpec,
} from './queues.ts'
export { type LinkPreset, linkPresets } from './network/presets.ts'
export type { ResourcesSpec } from './resources.ts'
export {
  cached,
  call,
  choose,
  parallel,
  quorum,
  publish,
  repeat,
  type Step,
  type StepCallOptions,
  type Steps,
  work,
} from './steps.ts'
export { System, type SystemJson, type SystemOptions, system } from './system.ts'
export { type SystemCode, systemFrom } from './system-from.ts'
export { type ClientsIn, type Loads, withLoad } from './load/with-load.ts'
