/** Faults of every kind drawn at random, with whatever options each kind takes. */
import fc from 'fast-check'
import * as door from 'gameday'
import type { Fault } from 'gameday'

const gameday: { readonly [name: string]: unknown } = door

/** Any text may be the name of a target. */
const anyTarget = fc.oneof(
  fc.constantFrom('db', 'web->db', 'db#0', 'zone:eu', "it's", 'a\\b', 'naïve 名前'),
  fc.string({ unit: 'binary', minLength: 1 }),
)

/** Any length of time over zero, in milliseconds. */
const anyTime = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }),
  fc.double({ min: 1e-7, max: 1e9, noNaN: true }),
  fc.constantFrom(0.5e-6, 7e-6, 0.1 + 0.2, 60_000, 90_000),
)

/** Any share over nothing. */
const anyShare = fc.double({ min: 1e-9, max: 1, noNaN: true })

const left = fc.double({ min: 1e-9, max: 0.999, noNaN: true })
const factor = fc.double({ min: 1, max: 100, noNaN: true })
const factorOfMore = fc.double({ min: 1.01, max: 100, noNaN: true })
const code = fc.integer({ min: 1, max: 999 })
const codeOrOfStore = fc.oneof(code, fc.constantFrom('40001', '57P03', 'READONLY'))
const count = fc.integer({ min: 1, max: 99 })
const messages = fc.array(count, { minLength: 1, maxLength: 5 })
const waiting = fc.oneof(fc.nat(99), fc.constant('unbounded'))
const way = fc.constantFrom('both', 'there', 'back')
const stock = fc.constantFrom('memory', 'connections', 'threads', 'diskSpace', 'ports')
const rated = { rate: anyShare }
const nothing = {}

/** For each word the options it takes, each of which may be drawn. */
const optionsOfWords = {
  crash: { refuse: fc.boolean() },
  openBreaker: nothing,
  partition: { way },
  drop: { rate: anyShare, way },
  packetLoss: { rate: left, burst: fc.double({ min: 1_000, max: 1e6, noNaN: true }), way },
  resetConnections: { after: anyTime, bytes: count },
  diskFull: { writes: anyShare },
  slow: { by: anyTime, factor },
  delay: { by: anyTime, jitter: anyTime },
  reorder: { within: anyTime, messages: fc.option(messages, { nil: undefined }) },
  pause: nothing,
  throttleCpu: { to: left },
  saturateDisk: { busy: left },
  contend: { atOnce: count },
  slowQueries: { factor: factorOfMore },
  throttleBandwidth: { to: left, way },
  errors: { rate: anyShare, code: codeOrOfStore },
  corrupt: rated,
  stale: rated,
  undecodable: rated,
  lie: rated,
  flipBits: { rate: left },
  dnsFailure: { after: anyTime },
  unreachable: { after: anyTime },
  expiredCertificate: nothing,
  expiredCredentials: { code },
  badDeployment: { errorRate: anyShare, slowBy: anyTime, factor },
  misconfigure: { concurrency: count, queue: waiting },
  maintenance: nothing,
  restart: { atOnce: count },
  failProbes: rated,
  skewClock: { ahead: anyTime, fast: left, tokens: anyTime },
  flush: { keys: anyShare },
  surge: { factor: factorOfMore },
  leak: { of: stock, each: count, perSecond: anyTime },
} as const

type Word = keyof typeof optionsOfWords

/** All words for faults, by their names: what a sentence may use. */
export const wordsForFaults: { readonly [name: string]: (...args: never[]) => Fault } = {
  ...Object.fromEntries(
    wordNames().map(name => [name, gameday[name] as (...args: never[]) => Fault]),
  ),
  exhaust: door.exhaust,
}

/** Any fault, at any time, of any length. */
export const anyFault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.oneof(...wordNames().map(faultsOf), exhaustions()),
    anyTime,
    fc.option(anyTime),
    fc.option(anyTime),
    anyShare,
  )
  .map(([fault, at, length, ramp, share]) => {
    const timed = length === null ? fault.at(at).forever() : fault.at(at).for(length)
    const shared = orAsItIs(timed, () => timed.share(share))
    return ramp === null ? shared : orAsItIs(shared, () => shared.ramp(ramp))
  })

function faultsOf(name: Word): fc.Arbitrary<Fault> {
  const options = fc.record<object>(optionsOfWords[name])
  return fc
    .tuple(anyTarget, options)
    .map(([target, told]) => wordsForFaults[name](target as never, told as never))
}

function exhaustions(): fc.Arbitrary<Fault> {
  return fc.tuple(anyTarget, stock).map(([target, of]) => door.exhaust(target, of as 'memory'))
}

/** What is all or nothing has no ramp, and some have no share. */
function orAsItIs(fault: Fault, change: () => Fault): Fault {
  try {
    return change()
  } catch {
    return fault
  }
}

function wordNames(): Word[] {
  return Object.keys(optionsOfWords) as Word[]
}
