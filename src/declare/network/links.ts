/** Links: how long a message takes from one component to another, by preset or by number. */
import * as v from 'valibot'
import {
  type Distribution,
  distributionOf,
  isDistribution,
  type TimeSpec,
} from '../../kernel/distributions/index.ts'
import { didYouMean } from '../../kernel/errors.ts'
import {
  consistent,
  message,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
} from '../../kernel/schema.ts'
import { type Distance, type Duration, type Ms } from '../../kernel/units.ts'
import { aDistance, aDuration } from '../../kernel/unit-schemas.ts'
import { mistakesInTraffic, trafficOf } from './link-traffic.ts'
import { linkPresets, type LinkPreset } from './presets.ts'
import type { TrafficParts } from './network.ts'
import type { TrafficData } from './network-data.ts'
import { trafficEntries } from './network-schema.ts'

/** Light in fibre covers this distance in a millisecond: two thirds of its speed in vacuum. */
const KILOMETRES_PER_MS = 200

/**
 * The parts of a latency, each way: they add up, and the size of the message over the bandwidth
 * comes on top. Beyond that a link can be shared or congested, lose messages, and need connections.
 *
 * @example
 * const linked = system(
 *   'linked',
 *   {
 *     users: clients({ rate: '100/s', call: call('db', { request: '10KB' }) }),
 *     db: store({ time: '2ms' }),
 *   },
 *   {
 *     cables: { uplink: { bandwidth: '100Mbps', sharing: 'fifo' } },
 *     network: { 'users->db': { over: 'uplink', distance: '200km', loss: '0.1%' } },
 *   },
 * )
 * simulate(linked, { for: '1m' }).on('users->db').network?.there.queuing.p99
 */
export type LinkParts<Cable extends string = string> = TrafficParts<Cable> & {
  /** A latency by name, as whole links have it. Default none. */
  readonly preset?: LinkPreset
  /** Any latency not named below. Default 0. */
  readonly latency?: TimeSpec
  /** Propagation: the distance at 200,000 km/s. Default 0. */
  readonly distance?: Distance
  /** Processing: how many hops, and how long each takes. Default 0 hops of 0.05 ms. */
  readonly hops?: number
  readonly perHop?: Duration
  /** A random part on top. Default none. */
  readonly jitter?: TimeSpec
}

/** A link: the name of a preset, a latency each way, or its parts. */
export type LinkSpec<Cable extends string = string> =
  | LinkPreset
  | Duration
  | Distribution
  | LinkParts<Cable>

/** A random part of a latency: it is drawn once a message, and this share of it counts. */
export type RandomData = {
  readonly of: Distribution
  readonly share: number
  readonly as: 'latency' | 'jitter'
}

/** A link as the engine takes it, each way. */
export type LinkData = {
  /** Constant parts. */
  readonly latencyMs: Ms
  readonly propagationMs: Ms
  readonly processingMs: Ms
  readonly random: readonly RandomData[]
  /** Infinity when messages have no length. */
  readonly bitsPerMs: number
  /** So many times as long does a message take to be sent back. */
  readonly backFactor: number
  /** Null for a link that is a latency and no more. */
  readonly traffic: TrafficData | null
}

/** The link between components when none is declared: it takes no time. */
export const noLink: LinkData = Object.freeze({
  latencyMs: 0,
  propagationMs: 0,
  processingMs: 0,
  random: [],
  bitsPerMs: Infinity,
  backFactor: 1,
  traffic: null,
})

/** Whatever a user may write for a link. */
export const linkSchema: Schema<LinkData> = v.lazy(written => {
  if (isDistribution(written)) return v.pipe(readBy(distributionOf), v.transform(ofLatency))
  if (typeof written === 'object') return parts
  return typeof written === 'string' && !/^[\s\d.+-]/.test(written) ? preset : constantLink
}) as Schema<LinkData>

const constantLink = v.pipe(
  aDuration,
  v.transform((latencyMs): LinkData => ({ ...noLink, latencyMs })),
)

/** A name becomes the round trip it stands for. */
const presetName = v.pipe(
  v.string(issue => message(`${shown(issue.input)} is no link`, "write '2ms' or 'sameZone'")),
  v.check(
    name => Object.hasOwn(linkPresets, name),
    issue =>
      message(
        `there is no link preset ${shown(issue.input)}`,
        didYouMean(issue.input, Object.keys(linkPresets)),
      ),
  ),
  v.transform((name): Distribution => linkPresets[name as LinkPreset]),
)

const preset = v.pipe(
  presetName,
  v.transform((roundTrip): LinkData => ({ ...noLink, random: [eachWay(roundTrip)] })),
)

const partsOptions = options({
  preset: v.optional(presetName),
  latency: v.optional(readBy(distributionOf)),
  distance: v.optional(aDistance),
  hops: v.optional(wholeNumber(0, 10_000, 'hops: 12')),
  perHop: v.optional(aDuration),
  jitter: v.optional(readBy(distributionOf)),
  ...trafficEntries,
})
type PartsOptions = v.InferOutput<typeof partsOptions>

const parts = v.pipe(
  consistent(partsOptions, written => [...mistakesInTraffic(written, latencyOf(written))]),
  v.transform((written): LinkData => {
    const latency = latencyOf(written)
    return { ...latency, traffic: trafficOf(written, latency) }
  }),
)

const eachWay = (roundTrip: Distribution): RandomData => ({
  of: roundTrip,
  share: 0.5,
  as: 'latency',
})

const ofLatency = (latency: Distribution): LinkData => ({
  ...noLink,
  random: [{ of: latency, share: 1, as: 'latency' }],
})

function latencyOf(written: PartsOptions): LinkData {
  const { there: bitsPerMs, back } = written.bandwidth ?? { there: Infinity, back: Infinity }
  const { preset: roundTrip, latency, distance = 0, hops = 0, perHop = 0.05, jitter } = written
  const random: (RandomData | undefined)[] = [
    roundTrip && eachWay(roundTrip),
    latency && { of: latency, share: 1, as: 'latency' },
    jitter && { of: jitter, share: 1, as: 'jitter' },
  ]
  return {
    ...noLink,
    propagationMs: distance / KILOMETRES_PER_MS,
    processingMs: hops * perHop,
    random: random.filter(part => part !== undefined),
    bitsPerMs,
    backFactor: bitsPerMs === back ? 1 : bitsPerMs / back,
  }
}
