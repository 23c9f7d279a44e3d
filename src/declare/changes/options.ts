/** What of a declaration may change while it runs, as users write it. */
import type { CallOptions } from '../calls/call-options.ts'
import type { Rate } from '../../kernel/units.ts'
import type { Capacity } from '../components.ts'

/**
 * A patch of what was declared, by the rules of JSON Merge Patch (RFC 7396): what is said stands
 * in place of what was, options within options one by one; null takes away.
 */
export type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<NonNullable<T[K]>> | null }
    : T

/** What may change of a component: how much it takes in, and how much of it there is. */
export type PartChange = Patch<Pick<Capacity<string>, PartOption>> & {
  /** Of clients: how many requests they send from then on. */
  readonly rate?: Rate
  /** Of clients who think: how many of them there are from then on. */
  readonly users?: number
}

/** What may change of a call: its policies, and what else stands in its options. */
export type CallChange = Patch<Omit<CallOptions<string>, Whole>> & {
  readonly [K in Whole]?: CallOptions<string>[K] | null
}

/** These are said as a whole: what they hold are steps, or a list. */
type Whole = 'fallback' | 'policies'

/** The options that a target has: those of a call (`web->db`), or of a component. */
export type ChangeOptions<Target extends string = string> = string extends Target
  ? PartChange | CallChange
  : Target extends `${string}->${string}`
    ? CallChange
    : PartChange

/** The options of a component that may change, by name. */
export const partOptions = [
  'replicas',
  'concurrency',
  'queue',
  'rateLimit',
  'shedding',
  'limit',
  'balance',
  'zoneRouting',
] as const
type PartOption = (typeof partOptions)[number]

/** The options of clients that may change, by name. */
export const loadOptions = ['rate', 'users'] as const
