/**
 * A declaration as the engine takes it: checked, complete, every unit read, every default filled.
 */
import type { Distribution, Zipf } from '../kernel/distributions/index.ts'
import type { Ms } from '../kernel/units.ts'
import type { BreakerOptions, RetryOptions } from '../policies/index.ts'
import type { LinkData } from './links.ts'
import type { CapacityData } from './network-data.ts'
import type { ResourcesData } from './resources-data.ts'

/** Policies and sizes of a call. */
export type CallPolicy = {
  readonly timeoutMs: Ms
  readonly deadlineMs: Ms
  readonly retry: RetryOptions | null
  readonly breaker: BreakerOptions | null
  readonly optional: boolean
  readonly fallback: 'value' | readonly StepData[] | null
  readonly cancel: boolean
  /** Null: as the system says. */
  readonly propagate: boolean | null
  /** What the attempts of this call are, when they have policies of their own: one layer more. */
  readonly inner: CallPolicy | null
  readonly requestBytes: SizeData
  readonly responseBytes: SizeData
}

/** A number of bytes, or the law that draws it. */
export type SizeData = number | Distribution

export type WorkData = {
  readonly step: 'work'
  readonly time: Distribution
  readonly label: string | null
}
export type CallData = { readonly step: 'call'; readonly to: string; readonly policy: CallPolicy }
export type ParallelData = {
  readonly step: 'parallel'
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
  readonly cache: string
  readonly policy: CallPolicy
  readonly miss: readonly StepData[]
  /** How a key or a hit is decided. */
  readonly keys:
    | { readonly keys: number | Zipf; readonly ttlMs: Ms }
    | { readonly hitRatio: number }
}

/** A step of a handling. */
export type StepData = WorkData | CallData | ParallelData | ChooseData | RepeatData | CachedData

/** A component that handles requests. */
export type HandlerData = {
  readonly kind: 'service' | 'store' | 'cache' | 'external'
  readonly zone: string | null
  readonly concurrency: number
  readonly queue: number
  readonly replicas: number
  readonly errorRate: number
  readonly nonBlocking: boolean
  /** By operation; one without a name is under ''. */
  readonly operations: ReadonlyMap<string, readonly StepData[]>
  readonly cache: { readonly capacity: number; readonly warmUpMs: Ms } | null
  readonly resources: ResourcesData
}

/** Clients: the source of requests. */
export type ClientsData = {
  readonly kind: 'clients'
  readonly zone: string | null
  readonly timeoutMs: Ms
  readonly load:
    | { readonly arrivals: 'poisson' | 'steady'; readonly ratePerMs: number; readonly most: number }
    | { readonly arrivals: 'users'; readonly users: number; readonly think: Distribution }
  /** By request class. */
  readonly tasks: ReadonlyMap<string, TaskData>
  readonly first: string | null
}

export type TaskData = {
  readonly weight: number
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
      return []
    case 'call':
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
  const here = Array.isArray(fallback) ? [fallback] : []
  return inner === null ? here : [...here, ...fallbacksOf(inner)]
}

/** What a component does, in one list of sequences: its operations, or the tasks of clients. */
export function sequencesOf(part: PartData): [name: string, steps: readonly StepData[]][] {
  if (part.kind !== 'clients') return [...part.operations]
  return [...part.tasks].map(([name, task]) => [name, task.steps])
}
