/** Faults drawn at random: of every kind, anywhere, at any time or occasion, for any length. */
import fc from 'fast-check'
import {
  contend,
  corrupt,
  crash,
  delay,
  dnsFailure,
  drop,
  errorRate,
  errors,
  exhaust,
  type Fault,
  flush,
  latency,
  leak,
  lie,
  misconfigure,
  packetLoss,
  partition,
  pause,
  queueOf,
  restart,
  skewClock,
  slow,
  surge,
  throttleCpu,
  undecodable,
} from 'gameday'

/** What the faults of one system can be aimed at. */
export type Targets = {
  /** Components that handle requests. */
  readonly handlers: readonly string[]
  readonly calls: readonly string[]
  /** Calls, and the components they join. */
  readonly joined: readonly string[]
  /** Those of them that are caches, and those who send requests. */
  readonly caches: readonly string[]
  readonly crowds: readonly string[]
  /** Components that handle requests, and calls. */
  readonly anything: readonly string[]
}

/** A fault before it is known what there is to break: numbers that pick. */
type Words = {
  readonly kind: number
  readonly target: number
  readonly share: number
  readonly at: number
  readonly length: number
  readonly occasion: number
}

const ways = ['both', 'there', 'back'] as const

const kindsOfFault: ((where: Targets, n: number, share: number) => Fault)[] = [
  ({ handlers }, n, share) => {
    const target = pick(handlers, n)
    return crash(share < 1 ? `${target}#0` : target, { refuse: n % 2 === 0 })
  },
  ({ anything }, n, share) => slow(pick(anything, n), { by: 25 }).share(share),
  ({ handlers }, n) => slow(pick(handlers, n), { by: 3, factor: 4 }).ramp(200),
  ({ anything }, n, share) => errors(pick(anything, n), { rate: 0.5, code: 503 }).share(share),
  ({ joined }, n, share) => partition(pick(joined, n), { way: pick(ways, n) }).share(share),
  ({ joined }, n, share) => drop(pick(joined, n), { rate: 0.2, way: pick(ways, n) }).share(share),
  ({ joined }, n) => packetLoss(pick(joined, n), { rate: 0.2, burst: 3, way: pick(ways, n) }),
  ({ joined }, n) =>
    delay(pick(joined, n), { by: 15, jitter: 10, plusMinus: n % 2 === 0 }).ramp(200),
  ({ handlers }, n) => pause(pick(handlers, n)),
  ({ handlers }, n, share) =>
    share < 1
      ? throttleCpu(pick(handlers, n), { to: 0.2 }).ramp(300)
      : throttleCpu(pick(handlers, n), { to: 0.5 }),
  ({ handlers }, n) => contend(pick(handlers, n), { atOnce: 1 + (n % 3) }),
  ({ anything }, n, share) => corrupt(pick(anything, n), { rate: 0.3 }).share(share),
  ({ anything }, n, share) => undecodable(pick(anything, n), { rate: 0.3 }).share(share),
  ({ anything }, n) => lie(pick(anything, n)),
  ({ calls }, n, share) => dnsFailure(pick(calls, n), { after: n % 40 }).share(share),
  ({ handlers }, n) => misconfigure(pick(handlers, n), { concurrency: 1 }),
  ({ handlers }, n) => restart(pick(handlers, n), { atOnce: 1 + (n % 2) }),
  ({ handlers }, n) => skewClock(pick(handlers, n), { ahead: 1_000 }).ramp(500),
  ({ handlers }, n) => exhaust(pick(handlers, n), 'threads'),
  ({ handlers }, n) => leak(pick(handlers, n), { of: 'threads', perSecond: 10 }),
  ({ caches }, n) => flush(pick(caches, n)),
  ({ crowds }, n, share) =>
    share < 1
      ? surge(pick(crowds, n), { factor: 1.5 })
      : surge(pick(crowds, n), { factor: 3 }).ramp(500),
]

/** By what a fault begins and ends: usually at its times, else by a condition or by chance. */
const occasions: ((fault: Fault, { handlers, joined }: Targets, n: number) => Fault)[] = [
  fault => fault,
  fault => fault,
  fault => fault,
  (fault, { handlers }, n) => fault.when(queueOf(pick(handlers, n)).above(1)),
  (fault, { joined }, n) =>
    fault.when(errorRate(pick(joined, n), { over: 500 }).above(0.2), { after: 70, for: 130 }),
  (fault, { handlers }, n) => fault.until(latency('p90', pick(handlers, n)).above(20)),
  fault => fault.randomly({ every: 250, for: 90 }),
  fault => fault.forever().every(210).for(80),
  (fault, { handlers }, n) =>
    crash(pick(handlers, n))
      .at(fault.timing.atMs)
      .randomly({ every: 400, for: 60, each: 'replica' }),
]

/** Draws faults that begin within a time, in milliseconds. */
export const faultWords = (withinMs: number): fc.Arbitrary<Words> =>
  fc.record({
    kind: fc.nat({ max: kindsOfFault.length - 1 }),
    target: fc.nat({ max: 1_000 }),
    share: fc.constantFrom(1, 1, 0.5),
    at: fc.nat({ max: withinMs / 50 }).map(n => n * 50),
    length: fc.constantFrom(50, 300, 1_000, Infinity),
    occasion: fc.nat({ max: occasions.length - 1 }),
  })

/** The fault that was drawn, aimed at what there is. */
export function faultOf(words: Words, targets: Targets): Fault {
  const { kind, target, share, at, length, occasion } = words
  const fault = pick(kindsOfFault, kind)(targets, target, share).at(at)
  const timed = length === Infinity ? fault.forever() : fault.for(length)
  return pick(occasions, occasion)(timed, targets, target)
}

/** Picks one of what a system has, by a number drawn before the system was known. */
function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length]
}
