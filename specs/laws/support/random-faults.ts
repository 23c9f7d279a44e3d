/** Faults drawn at random: of every kind, anywhere, at any time, for any length. */
import fc from 'fast-check'
import { crash, errors, type Fault, partition, slow } from 'gameday'

/** What the faults of one system can be aimed at. */
export type Targets = {
  /** Components that handle requests. */
  readonly handlers: readonly string[]
  /** Calls, and the components they join. */
  readonly joined: readonly string[]
  /** All of these. */
  readonly anything: readonly string[]
}

/** A fault before it is known what there is to break: numbers that pick. */
type Words = {
  readonly kind: number
  readonly target: number
  readonly share: number
  readonly at: number
  readonly length: number
}

const kindsOfFault: ((where: Targets, n: number, share: number) => Fault)[] = [
  ({ handlers }, n, share) => {
    const target = pick(handlers, n)
    return crash(share < 1 ? `${target}#0` : target, { refuse: n % 2 === 0 })
  },
  ({ anything }, n, share) => slow(pick(anything, n), { by: 25 }).share(share),
  ({ handlers }, n) => slow(pick(handlers, n), { by: 3, factor: 4 }).ramp(200),
  ({ anything }, n, share) => errors(pick(anything, n), { rate: 0.5, code: 503 }).share(share),
  ({ joined }, n, share) =>
    partition(pick(joined, n), { way: pick(['both', 'there', 'back'] as const, n) }).share(share),
]

/** Draws faults that begin within a time, in milliseconds. */
export const faultWords = (withinMs: number): fc.Arbitrary<Words> =>
  fc.record({
    kind: fc.nat({ max: kindsOfFault.length - 1 }),
    target: fc.nat({ max: 1_000 }),
    share: fc.constantFrom(1, 1, 0.5),
    at: fc.nat({ max: withinMs / 50 }).map(n => n * 50),
    length: fc.constantFrom(50, 300, 1_000, Infinity),
  })

/** The fault that was drawn, aimed at what there is. */
export function faultOf({ kind, target, share, at, length }: Words, targets: Targets): Fault {
  const fault = pick(kindsOfFault, kind)(targets, target, share).at(at)
  return length === Infinity ? fault.forever() : fault.for(length)
}

/** Picks one of what a system has, by a number drawn before the system was known. */
function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length]
}
