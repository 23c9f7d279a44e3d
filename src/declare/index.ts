/** The words users write to declare a system. */
export {
  cache,
  clients,
  type CacheSpec,
  type ClientsSpec,
  type Component,
  type ComponentKind,
  external,
  type ExternalSpec,
  service,
  type ServiceSpec,
  store,
  type StoreSpec,
  type TaskSpec,
} from './components.ts'
export type { Dependencies } from './graph.ts'
export type { LinkParts, LinkSpec } from './links.ts'
export type { CheckedParts, Mistake, Names, NamesIn, NamesOf, Parts } from './names.ts'
export type { BreakerSpec, RetrySpec } from './policies.ts'
export { type LinkPreset, linkPresets } from './presets.ts'
export {
  cached,
  type CachedOptions,
  call,
  type CallOptions,
  choose,
  parallel,
  repeat,
  type Step,
  type Steps,
  work,
} from './steps.ts'
export { System, type SystemJson, type SystemOptions, system, systemFrom } from './system.ts'
