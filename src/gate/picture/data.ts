/**
 * What is drawn of a run, as plain data: everything over the same steps of time. Counts, times and
 * shares are rounded to five digits. Part of a report, whose form is public: see docs/report.md.
 */
import type { Ms } from '../../kernel/units.ts'
import type { OutcomeName } from '../../record/outcome.ts'

/** What is drawn of a run. */
export type Picture = {
  /** The ends of the steps, from 0 on: one more than there are steps. */
  readonly edgesMs: readonly Ms[]
  /** What clients met. */
  readonly clients: ClientSeries
  /** The same without any fault; null where there was none, or it cannot be played again. */
  readonly calm: ClientSeries | null
  /** Components and queues, in order of names. */
  readonly components: readonly ComponentLane[]
  /** Who calls whom, all operations together, in order of names. */
  readonly edges: readonly EdgeLane[]
  /** Calls that a breaker guards, or that waited at a limit of their caller. */
  readonly guards: readonly GuardLane[]
  /** Requests that were followed: failed ones, slow ones, and some that went well. */
  readonly journeys: readonly JourneyEntry[]
  /** The best remedies that were found for each goal that broke, and what clients met with them. */
  readonly remedies: readonly RemedySeries[]
}

/** What clients met, step by step. */
export type ClientSeries = {
  readonly issued: readonly number[]
  readonly availability: readonly (number | null)[]
  readonly p50: readonly (Ms | null)[]
  readonly p99: readonly (Ms | null)[]
}

/** A component over time. */
export type ComponentLane = {
  readonly name: string
  /** As it is declared: `service`, `store`, `cache`, `queue`; empty where that is not known. */
  readonly kind: string
  /** A digit for each step: 0 idle, 1 healthy, 2 degraded, 3 warning, 4 critical. */
  readonly levels: string
  readonly issued: readonly number[]
  readonly availability: readonly (number | null)[]
  /** Slots in use over slots, 0 to 1; messages kept over those that fit, at a queue. */
  readonly utilisation: readonly number[]
  /** How many waited, on average. */
  readonly queued: readonly number[]
  /** How many requests were inside, on average. */
  readonly inFlight: readonly number[]
}

/** All calls from one component to another over time. */
export type EdgeLane = {
  readonly from: string
  readonly to: string
  readonly issued: readonly number[]
  readonly attempts: readonly number[]
  /** Calls that were not served, of those issued in that step. */
  readonly failed: readonly number[]
}

/** What stands before a call, over time. */
export type GuardLane = {
  readonly call: string
  /** Null without a breaker; else the times in which not all of its breakers were closed. */
  readonly breaker: readonly BreakerSpell[] | null
  /** The caller's own limits: bulkheads, rate limits, kept connections. */
  readonly limits: readonly { readonly limit: string; readonly waited: readonly number[] }[]
}

/** A time in which a breaker was not closed. */
export type BreakerSpell = {
  readonly fromMs: Ms
  readonly toMs: Ms
  /** Of several replicas, each of which has its own, the state that is most open. */
  readonly state: 'half-open' | 'open'
}

/** One request, hop by hop, in the order in which they began. */
export type JourneyEntry = {
  /** The call of the clients. */
  readonly call: string
  readonly atMs: Ms
  readonly ms: Ms
  readonly outcome: OutcomeName | 'unanswered'
  readonly hops: readonly HopEntry[]
  /** How many more hops there were. */
  readonly leftOut: number
}

/** One attempt of a call within a journey; or the call as a whole, where it had not just one. */
export type HopEntry = {
  readonly call: string
  /** How many hops lie around it. */
  readonly depth: number
  /** Which attempt, from 1; 0 of the call as a whole. */
  readonly attempt: number
  readonly atMs: Ms
  readonly ms: Ms
  readonly outcome: OutcomeName | 'unanswered'
  readonly networkMs: Ms
  /** For a slot, or at a limit of the caller. */
  readonly waitingMs: Ms
  readonly workingMs: Ms
}

/** What clients meet with a remedy. */
export type RemedySeries = {
  /** The goal that broke, as it is written. */
  readonly goal: string
  /** What the remedy is, as the explanation calls it. */
  readonly what: string
  readonly clients: ClientSeries
}
