/** What a row of the catalogue is: a kind of change, and how it would be made at a place. */
import type { HandlerData } from '../../../declare/data.ts'
import type { Draft, Written } from '../../../declare/draft.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../../../kernel/units.ts'

/** A call at which something may be changed; several steps may make it. */
export type CallPlace = {
  readonly name: string
  /** The first of the steps that make it. */
  readonly step: Written
  readonly callee: string
  /** Whether a cache is asked. */
  readonly isCached: boolean
  /** Whether clients make it, whom nobody can change. */
  readonly isByClients: boolean
  /** Whether anything stands in when it fails. */
  readonly hasStandIn: boolean
  /** Whether an attempt has failed while things went wrong. */
  readonly isFailing: boolean
  /** Calls a second, while nothing goes wrong. */
  readonly perSecond: number
  /** How long it takes then. */
  readonly meanMs: Ms
  readonly p99Ms: Ms
}

/** A component at which something may be changed. */
export type PartPlace = {
  readonly name: string
  readonly part: Written
  readonly data: HandlerData
  /** Whether a request had to wait for a slot, or failed, while things went wrong. */
  readonly isTroubled: boolean
  /** How long a request takes it while nothing goes wrong. */
  readonly meanMs: Ms
  /** How long its callers wait at most. */
  readonly patienceMs: Ms
}

/** What a row says of a change; where it is made is known already. */
export type Offer<Target> = {
  readonly what: string
  /** What else says what it is: `its p99 is 9ms`. */
  readonly note?: string | undefined
  /** Writes it. */
  readonly edit: (target: Target) => void
  readonly dial?: OfferedDial<Target> | undefined
  /** What there would be more of: where twice as much does nothing, more of it is not tried. */
  readonly grows?: string | undefined
  /** How many times as much it is, and the same with other multiples. */
  readonly size?: OfferedSize<Target> | undefined
}

/** A multiple of what there is. */
export type OfferedSize<Target> = {
  readonly times: number
  readonly at: (times: number) => Offer<Target>
}

/** The number in an offer. */
export type OfferedDial<Target> = {
  readonly value: number
  readonly values: readonly number[]
  readonly text: (value: number) => string
  readonly turned: (value: number) => Offer<Target>
}

type Offers<Place, Target> = (place: Place) => readonly Offer<Target>[]

/** What every row says. */
type Kind = {
  /** What a change costs those who run the system, from 1 (a number in a file) to 9. */
  readonly price: number
  /** Whether it answers something else where the answer is wanted. Default: no. */
  readonly standsIn?: boolean
  /** Whether it keeps others going by turning some away. Default: no. */
  readonly turnsAway?: boolean
  /** Whether it only lets more wait, so that the work is done later. Default: no. */
  readonly postpones?: boolean
}

/** A kind of change of calls. */
export type CallRow = Kind & {
  readonly at: 'call'
  /** Whether it alone can change nothing there. Default: it can. */
  readonly isIdle?: (place: CallPlace) => boolean
  readonly offers: Offers<CallPlace, Written>
}

/** A kind of change of components. */
export type PartRow = Kind & {
  readonly at: 'part'
  /** Whether it alone can change nothing there. Default: it can. */
  readonly isIdle?: (place: PartPlace) => boolean
  readonly offers: Offers<PartPlace, Written>
}

/** A kind of change of what concerns the whole system. */
export type SystemRow = Kind & {
  readonly at: 'system'
  readonly offers: Offers<Draft, Draft>
}

/** A kind of change. */
export type Row = CallRow | PartRow | SystemRow

/** How many times as much is tried, where nobody knows how much it takes. */
const manifold: readonly number[] = [2, 4, 8]

/** An offer for each multiple, which may be turned to others. */
export const multiples = <Target>(
  make: (times: number) => Offer<Target>,
  all: readonly number[] = manifold,
): Offer<Target>[] => all.map(times => sized(times, make))

const sized = <Target>(times: number, make: (times: number) => Offer<Target>): Offer<Target> => ({
  ...make(times),
  size: { times, at: other => sized(other, make) },
})

/** Nothing can be offered here. */
export const none: readonly never[] = []

/** Times that a person would write. */
export const times: readonly Ms[] = [
  1, 2, 5, 10, 20, 30, 50, 80, 100, 150, 200, 250, 300, 400, 500, 800,
].concat([1, 1.5, 2, 3, 5, 10, 20, 30, 60].map(seconds => seconds * 1_000))

/** The next time that a person would write. */
export const niceMs = (ms: Ms): Ms =>
  times.find(time => time >= ms) ?? Math.ceil(ms / 60_000) * 60_000

/** A time as it is written, in milliseconds; undefined where none is. */
export const msOf = (written: unknown): Ms | undefined =>
  written === undefined ? undefined : durationMs(written as Duration)

/** A time as it is written. */
export const inText = (ms: Ms): string => exactDuration(ms)

/** An option that holds options, as they are written. */
export const optionsIn = (written: Written, name: string): Written | undefined => {
  const inner = written[name]
  return typeof inner === 'object' && inner !== null ? (inner as Written) : undefined
}

/** How many replicas a part has at the start, as it is written. */
export const replicasIn = (part: Written): number => {
  const { initial, min } = optionsIn(part, 'replicas') ?? {}
  return Number(initial ?? min ?? part['replicas'] ?? 1)
}

/** Whether a call is one whose policies may be changed, and no question to a cache. */
export const isOwnCall = ({ isByClients, isCached, step }: CallPlace): boolean =>
  !isByClients && !isCached && step['policies'] === undefined

export type { Draft, Written }
