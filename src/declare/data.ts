/**
 * A declaration as the engine takes it: checked, complete, every unit read, every default filled.
 */
import type { Distribution, Zipf } from '../kernel/distributions/index.ts'
import type { Ms } from '../kernel/units.ts'
import type {
  ConcurrencyLimitOptions,
  RateLimitOptions,
  SheddingOptions,
} from '../policies/index.ts'
import type { BalancingData } from './balancing-data.ts'
import type { ComponentKind } from './components.ts'
import type { LinkData } from './network/links.ts'
import type { ClosedLoadData, OpenLoadData } from './load/load-data.ts'
import type { CapacityData, ListenData } from './network/network-data.ts'
import type { ConsumingData } from './consuming.ts'
import type { CallData, CallPolicy, PublishData } from './calls/call-data.ts'
import type { MessagesData } from './messages-data.ts'
import type { RealCode } from './real-code.ts'
import type { IntakeLimitSpec } from './intake-policies.ts'
import type { LifecycleData } from './lifecycle-schema.ts'
import type { WarmData } from './warm-schema.ts'
import type { AutoscalingSettings } from '../policies/autoscaling/options.ts'
import type { ResourcesData } from './resources-data.ts'

export type { BalancingData } from './balancing-data.ts'
export type { CallData, CallPolicy, PublishData, SizeData } from './calls/call-data.ts'
export type { MessagesData, PartitionsData } from './messages-data.ts'

/** The rate limit of a component. */
export type IntakeLimitData = RateLimitOptions<Ms, number> & Pick<IntakeLimitSpec, 'scope' | 'per'>

export type WorkData = {
  readonly step: 'work'
  readonly time: Distribution
  readonly label: string | null
}
export type ParallelData = {
  readonly step: 'parallel'
  /** How many branches are to be done; as many as there are, unless it is a quorum. */
  readonly needed: number
  readonly branches: readonly (readonly StepData[])[]
}
export type ChooseData = {
  readonly step: 'choose'
  readonly ways: readonly { readonly weight: number; readonly steps: readonly StepData[] }[]
}
export type RepeatData = {
  readonly step: 'repeat'
  readonly times: number
  readonly steps: readonly StepData[]
}
export type CachedData = {
  readonly step: 'cached'
  /** Null: the asker's own, as that of a CDN. */
  readonly cache: string | null
  readonly policy: CallPolicy
  readonly miss: readonly StepData[]
  readonly keys: KeysData
}

/** How a key or a hit is decided. */
export type KeysData =
  | {
      readonly keys: number | Zipf
      readonly ages: AgesData
      /** Null when each caller fills what it misses, and no more. */
      readonly renewal: RenewalData | null
      readonly warm: WarmData | null
    }
  | { readonly hitRatio: number }

/** How entries age. */
export type AgesData = {
  readonly ttlMs: Ms
  /** By which share of the ttl an entry may live longer or shorter. */
  readonly spread: number
  /** How long behind its ttl an entry is served, and how long it stands in for a failed fill. */
  readonly staleForMs: Ms
  readonly staleIfErrorMs: Ms
  /** How long before its end a hit begins a fill; 0 for never. */
  readonly aheadMs: Ms
  /** The β of XFetch; 0 for none. */
  readonly beta: number
}

/** Who fills a cache, and what a failure means. */
export type RenewalData = {
  /** One fill for each key: of all callers, or of each replica. */
  readonly isShared: boolean
  readonly perReplica: boolean
  /** How long a failure is remembered. */
  readonly negativeTtlMs: Ms
}

/** Code handles the request, or is what clients do; these are the calls that it may make. */
export type RunData = {
  readonly step: 'run'
  /** In order of names. */
  readonly calls: readonly (CallData | PublishData)[]
  /** Nobody has said whom it calls, so that it may call everybody. */
  readonly isOpen: boolean
  /** Where it is the script of clients, the code; else that of the component. */
  readonly code?: RealCode
  /** How long each event takes its thread; undefined for no time at all. */
  readonly eventTime?: Distribution
}
/** What the request asks, or what the answer says: the same each time, or made by a function. */
export type SayData = {
  readonly step: 'say'
  readonly what: 'request' | 'answer'
  readonly words: unknown
}

/** A step of a handling. */
export type StepData =
  | WorkData
  | CallData
  | PublishData
  | ParallelData
  | ChooseData
  | RepeatData
  | CachedData
  | RunData
  | SayData

/** A component that handles requests. */
export type HandlerData = {
  readonly kind: Exclude<ComponentKind, 'clients'>
  /** Replicas take them in turn; empty where they stand nowhere. */
  readonly zones: readonly string[]
  readonly concurrency: number
  readonly queue: number
  /** How many there are at the start, and what changes that; null for nothing. */
  readonly replicas: number
  readonly scaling: AutoscalingSettings | null
  readonly balancing: BalancingData
  readonly shedding: SheddingOptions | null
  /** For each replica, at its entrance. */
  readonly limit: ConcurrencyLimitOptions | null
  readonly errorRate: number
  /** The chance that a request conflicts with one other that holds a slot. */
  readonly conflictRate: number
  readonly rateLimit: IntakeLimitData | null
  readonly nonBlocking: boolean
  /** By operation; one without a name is under ''. */
  readonly operations: ReadonlyMap<string, readonly StepData[]>
  readonly cache: { readonly capacity: number; readonly warmUpMs: Ms } | null
  readonly lifecycle: LifecycleData | null
  readonly resources: ResourcesData
  /** How it takes connections; null when it takes any. */
  readonly listen: ListenData | null
  /** The messages of a queue. */
  readonly messages: MessagesData | null
  /** The queue that a worker takes messages of. */
  readonly source: string | null
  /** How a worker takes messages. */
  readonly consuming: ConsumingData | null
  /** The code that handles requests in place of a model. */
  readonly code: RealCode | null
}

/** Clients: the source of requests. */
export type ClientsData = {
  readonly kind: 'clients'
  /** One, or none. */
  readonly zones: readonly string[]
  readonly timeoutMs: Ms
  readonly load: OpenLoadData | ClosedLoadData
  /** By request class. */
  readonly tasks: ReadonlyMap<string, TaskData>
  readonly first: string | null
}

export type TaskData = {
  readonly weight: number
  /** What the same user does next, by weight; null for any of all tasks. */
  readonly next: ReadonlyMap<string, number> | null
  /** 0, the most important, to 9. */
  readonly priority: number
  readonly steps: readonly StepData[]
}

/** A part of a system. */
export type PartData = HandlerData | ClientsData

/** A whole system. */
export type SystemData = {
  readonly name: string
  readonly parts: ReadonlyMap<string, PartData>
  /** By the name of a call, of two zones or regions (`eu<->us`), or `default`. */
  readonly links: ReadonlyMap<string, LinkData>
  /** Bandwidths that several links share, by name. */
  readonly cables: ReadonlyMap<string, CapacityData>
  /** The region of each zone that is in one. */
  readonly regions: ReadonlyMap<string, string>
  /** Whether calls hand on their deadlines unless they say otherwise. */
  readonly propagateDeadlines: boolean
}

/** Every step of a handling, those inside others included, in the order of the declaration. */
export function* everyStep(steps: readonly StepData[]): Generator<StepData> {
  for (const step of steps) {
    yield step
    for (const inner of stepsInside(step)) yield* everyStep(inner)
  }
}

/** The sequences inside a step. */
export function stepsInside(step: StepData): readonly (readonly StepData[])[] {
  switch (step.step) {
    case 'work':
    case 'say':
      return []
    case 'run':
      return [step.calls]
    case 'call':
    case 'publish':
      return fallbacksOf(step.policy)
    case 'parallel':
      return step.branches
    case 'choose':
      return step.ways.map(way => way.steps)
    case 'repeat':
      return [step.steps]
    case 'cached':
      return [step.miss]
  }
}

/** The steps that stand in for a call, those of its inner layers included. */
function fallbacksOf({ fallback, inner }: CallPolicy): (readonly StepData[])[] {
  const steps = fallback?.standIn
  const here = Array.isArray(steps) ? [steps] : []
  return inner === null ? here : [...here, ...fallbacksOf(inner)]
}

/** What a component does, in one list of sequences: its operations, or the tasks of clients. */
export function sequencesOf(part: PartData): [name: string, steps: readonly StepData[]][] {
  if (part.kind !== 'clients') return [...part.operations]
  return [...part.tasks].map(([name, task]) => [name, task.steps])
}
