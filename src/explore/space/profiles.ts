/**
 * How each kind of fault is explored: what it is told, and which of its options says how bad it is.
 * Simple kinds come first: shrinking prefers them.
 */
import type { FaultCause, FaultKind } from '../../faults/kinds.ts'
import { stockNames } from '../../faults/kinds/resource.ts'
import { factors, shares, timesBetween } from './ladder.ts'

/** What there is to say of a kind of fault for whoever makes one up. */
export type Profile<Option extends string = string> = {
  /** The options besides the magnitude, one set for each way to have this fault. */
  readonly ways: readonly { readonly [O in Option]?: unknown }[]
  /** The option that says how bad it is, and its values from weak to strong. */
  readonly magnitude: Magnitude<Option> | null
  /** Options that say it in its place, each of a way by itself; for most kinds there are none. */
  readonly orBy?: readonly Magnitude<Option>[]
  /** The option that picks some of what the fault meets; for most kinds there is none. */
  readonly picks?: Picks<Option>
}

/** Which ones a fault picks of what it meets, by one of its options. */
export type Picks<Option extends string = string> = {
  readonly option: Option
  /** The highest number that is picked. */
  readonly upTo: number
}

/** How bad a fault is, by one of its options. */
export type Magnitude<Option extends string = string> = {
  readonly option: Option
  readonly rungs: readonly number[]
}

/** What a kind of fault may be told. */
type OptionOf<K extends FaultKind> = Exclude<
  keyof Extract<FaultCause, { readonly kind: K }> & string,
  'kind'
>

const plain = [{}]
const nothingLeft = { ways: plain, magnitude: null }
const bySome = <const O extends string>(option: O, rungs: readonly number[]): Profile<O> => ({
  ways: plain,
  magnitude: { option, rungs },
})

const delays = timesBetween(10, 30_000)
const lateness = bySome('by', delays)
const someOf = <const O extends string>(option: O): Profile<O> => bySome(option, shares)
const left = [0.9, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01]
const drifts = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
const slowdowns = bySome('factor', factors)

/** What real stores tell of themselves that most code has to live with. */
const byItself = ['40001', '40P01', '57P03', '53300', 'READONLY', 'LOADING']

/** Every third of the first ones: each may be passed by those behind it. */
const HIGHEST_MESSAGE = 60
const everyThird = Array.from({ length: HIGHEST_MESSAGE / 3 }, (_, i) => 3 * i + 2)

/** Simple kinds first; an option that a kind does not have does not compile. */
const profiles: { readonly [K in FaultKind]: Profile<OptionOf<K>> } = {
  slow: lateness,
  errors: { ...someOf('rate'), ways: [{}, ...byItself.map(code => ({ code }))] },
  crash: { ways: [{}, { refuse: true }], magnitude: null },
  partition: { ways: [{}, { way: 'there' }, { way: 'back' }], magnitude: null },
  delay: lateness,
  drop: someOf('rate'),
  surge: bySome('factor', [1.5, 2, 3, 5, 10]),
  pause: nothingLeft,
  throttleCpu: bySome('to', left),
  flush: { ways: [{}, { keys: 0.5 }], magnitude: null },
  openBreaker: nothingLeft,
  exhaust: { ways: stockNames.map(of => ({ of })), magnitude: null },
  corrupt: someOf('rate'),
  undecodable: someOf('rate'),
  skewClock: {
    ...bySome('ahead', timesBetween(1_000, 3_600_000)),
    orBy: [
      { option: 'fast', rungs: drifts },
      { option: 'slow', rungs: drifts },
    ],
  },
  reorder: {
    ways: [{ messages: everyThird }],
    magnitude: { option: 'within', rungs: timesBetween(1, 500) },
    picks: { option: 'messages', upTo: HIGHEST_MESSAGE },
  },
  throttleBandwidth: {
    ways: [{}, { way: 'there' }, { way: 'back' }],
    magnitude: { option: 'to', rungs: left },
  },
  resetConnections: {
    ways: [{}, { bytes: 10_000 }],
    magnitude: null,
  },
  packetLoss: someOf('rate'),
  unreachable: nothingLeft,
  contend: nothingLeft,
  slowQueries: slowdowns,
  saturateDisk: bySome('busy', [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]),
  diskFull: someOf('writes'),
  stale: someOf('rate'),
  lie: bySome('rate', shares),
  flipBits: bySome('rate', [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4]),
  badDeployment: someOf('errorRate'),
  misconfigure: bySome('concurrency', [64, 32, 16, 8, 4, 2, 1]),
  maintenance: nothingLeft,
  restart: { ways: [{ atOnce: 1 }, {}], magnitude: null },
  failProbes: someOf('rate'),
  leak: {
    ways: stockNames.map(of => ({ of })),
    magnitude: { option: 'perSecond', rungs: [1, 10, 100, 1_000, 1e5, 1e6, 1e7, 1e8] },
  },
  dnsFailure: nothingLeft,
  expiredCertificate: nothingLeft,
  expiredCredentials: nothingLeft,
}

/** The kinds from simple to special. */
export const kindsBySimplicity = Object.keys(profiles) as readonly FaultKind[]

/** The kinds that are explored unless others are named: each breaks things in a way of its own. */
export const usualKinds = kindsBySimplicity.slice(0, kindsBySimplicity.indexOf('skewClock'))

/** How a kind is explored. */
export const profileOf = (kind: FaultKind): Profile => profiles[kind]

/** The options that say how bad faults of a kind are, each of some of them. */
export function magnitudesOf(kind: FaultKind): readonly Magnitude[] {
  const { magnitude, orBy = [] } = profileOf(kind)
  return magnitude === null ? [] : [magnitude, ...orBy]
}
