/** Links: how long a message takes from one component to another, by preset or by number. */
import * as v from 'valibot'
import {
  type Distribution,
  distributionOf,
  isDistribution,
  type TimeSpec,
} from '../kernel/distributions/index.ts'
import { message, wholeNumber, options, readBy, type Schema, shown } from '../kernel/schema.ts'
import { didYouMean } from '../kernel/errors.ts'
import {
  type Bandwidth,
  bitsPerMs,
  type Distance,
  type Duration,
  durationMs,
  kilometres,
  type Ms,
} from '../kernel/units.ts'
import { linkPresets, type LinkPreset } from './presets.ts'

/** Light in fibre covers this distance in a millisecond: two thirds of its speed in vacuum. */
const KILOMETRES_PER_MS = 200

/** The parts of a latency, each way: they add up, and the size of the message comes on top. */
export type LinkParts = {
  /** Any latency not named below. Default 0. */
  readonly latency?: TimeSpec
  /** Propagation: the distance at 200,000 km/s. Default 0. */
  readonly distance?: Distance
  /** Processing: how many hops, and how long each takes. Default 0 hops of 0.05 ms. */
  readonly hops?: number
  readonly perHop?: Duration
  /** A random part on top. Default none. */
  readonly jitter?: TimeSpec
  /** Transmission: the size of a message over this. Default unlimited. */
  readonly bandwidth?: Bandwidth
}

/** A link: the name of a preset, a latency each way, or its parts. */
export type LinkSpec = LinkPreset | Duration | Distribution | LinkParts

/** A link as the engine takes it, each way. */
export type LinkData = {
  /** Propagation, processing and other constant parts. */
  readonly fixedMs: Ms
  /** Random parts: each is drawn once a message, and this share of it counts. */
  readonly random: readonly { readonly of: Distribution; readonly share: number }[]
  /** Infinity when messages have no length. */
  readonly bitsPerMs: number
}

/** The link between components when none is declared: it takes no time. */
export const noLink: LinkData = Object.freeze({ fixedMs: 0, random: [], bitsPerMs: Infinity })

const parts = options({
  latency: v.optional(readBy(distributionOf)),
  distance: v.optional(readBy(kilometres)),
  hops: v.optional(wholeNumber(0, 10_000, 'hops: 12')),
  perHop: v.optional(readBy(durationMs)),
  jitter: v.optional(readBy(distributionOf)),
  bandwidth: v.optional(readBy(bitsPerMs)),
})

/** Whatever a user may write for a link. */
export const linkSchema: Schema<LinkData> = v.lazy(written => {
  if (isDistribution(written)) return v.pipe(readBy(distributionOf), v.transform(ofLatency))
  if (typeof written === 'object') return v.pipe(parts, v.transform(ofParts))
  return typeof written === 'string' && !/^[\s\d.+-]/.test(written) ? preset : constantLink
}) as Schema<LinkData>

const constantLink = v.pipe(
  readBy(durationMs),
  v.transform((fixedMs): LinkData => ({ ...noLink, fixedMs })),
)

const preset = v.pipe(
  v.string(issue => message(`${shown(issue.input)} is no link`, "write '2ms' or 'sameZone'")),
  v.check(
    name => Object.hasOwn(linkPresets, name),
    issue =>
      message(
        `there is no link preset ${shown(issue.input)}`,
        didYouMean(issue.input, Object.keys(linkPresets)),
      ),
  ),
  v.transform((name): LinkData => {
    const roundTrip = linkPresets[name as LinkPreset]
    return { ...noLink, random: [{ of: roundTrip, share: 0.5 }] }
  }),
)

function ofLatency(latency: Distribution): LinkData {
  return { ...noLink, random: [{ of: latency, share: 1 }] }
}

function ofParts(written: v.InferOutput<typeof parts>): LinkData {
  const { latency, distance = 0, hops = 0, perHop = 0.05, jitter, bandwidth = Infinity } = written
  const random = [latency, jitter].filter(part => part !== undefined)
  return {
    fixedMs: distance / KILOMETRES_PER_MS + hops * perHop,
    random: random.map(of => ({ of, share: 1 })),
    bitsPerMs: bandwidth,
  }
}
