/** The words users write to declare a system. */
export type { CachedOptions, CallOptions, PolicyEntry } from './call-options.ts'
export { clients, type ClientsSpec, type TaskSpec } from './clients.ts'
export {
  cache,
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
export type { Dependencies } from './graph.ts'
export { bandwidthDelayProduct } from './bandwidth-delay.ts'
export type { LinkParts, LinkSpec } from './links.ts'
export type { CheckedParts, Mistake, Names, NamesIn, NamesOf, Parts } from './names.ts'
export type { BreakerSpec, RetrySpec } from './policies.ts'
export type {
  CableSpec,
  CongestionSpec,
  ConnectionSpec,
  KeepAliveSpec,
  LossSpec,
  SharingWord,
} from './network.ts'
export { type LinkPreset, linkPresets } from './presets.ts'
export type { ResourcesSpec } from './resources.ts'
export {
  cached,
  call,
  choose,
  parallel,
  repeat,
  type Step,
  type Steps,
  work,
} from './steps.ts'
export { System, type SystemJson, type SystemOptions, system, systemFrom } from './system.ts'
