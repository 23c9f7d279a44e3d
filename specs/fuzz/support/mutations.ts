/** Makes of a right value a wrong one, in one or two places, by a seed: what a cast may hand in. */
import { type Random, randomStream } from '../../../src/kernel/streams.ts'

/** What nobody means, whatever was asked for. Made anew each time: some of it is frozen in use. */
const odd: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Infinity,
  () => -1,
  () => 0,
  () => 7,
  () => 0.5,
  () => 1e308,
  () => '',
  () => 'x',
  () => '1s',
  () => '10/s',
  () => '50%',
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => 'db',
  () => true,
  () => false,
  () => ({}),
  () => [],
  () => [[]],
  () => [null],
  () => [undefined, 1],
  () => ({ a: 1 }),
  () => ({ kind: 7 }),
  () => ({ step: 'call' }),
  () => ({ step: 'work', time: {} }),
  () => 10n,
  () => Symbol('odd'),
  () => () => 1,
  () => Object.create(null) as unknown,
  () => ({ toString: null, valueOf: null }),
  () => new Map([['a', 1]]),
  () => new Set([1]),
  () => /x/,
  () => new Error('odd'),
  () => new Float64Array(3),
  circle,
]

function circle(): unknown {
  const round: Record<string, unknown> = { step: 'repeat', times: 2 }
  round.steps = [round]
  return round
}

type Box = Record<string, unknown>

const isBox = (value: unknown): value is Box =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as null))

/** A copy whose plain parts may be changed; whatever has a class of its own stays the same. */
function copied(value: unknown, depth = 0): unknown {
  if (!isBox(value) || depth > 20) return value
  if (Array.isArray(value)) return value.map(each => copied(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, copied(each, depth + 1)]),
  )
}

/** A place in a value: the box, and the key in it. */
type Place = readonly [box: Box, key: string]

function placesIn(value: unknown, found: Place[] = [], depth = 0): Place[] {
  if (!isBox(value) || depth > 20) return found
  for (const key of Object.keys(value)) {
    found.push([value, key])
    placesIn(value[key], found, depth + 1)
  }
  return found
}

/** The n-th mutation of a list of arguments, always the same. */
export function mutated(args: readonly unknown[], seed: string, nr: number): unknown[] {
  const random = randomStream(seed, `mutation ${nr}`)
  const some = copied([...args]) as unknown[]
  const times = random() < 0.8 ? 1 : 2
  for (let i = 0; i < times; i++) mutate(some, random)
  return some
}

function mutate(args: unknown[], random: Random): void {
  const places = placesIn(args)
  if (places.length === 0) return
  const [box, key] = pick(places, random)
  const changes: (() => unknown)[] = [
    ...Array.from({ length: 7 }, () => () => (box[key] = pick(odd, random)())),
    () => Array.isArray(box) || delete box[key],
    () => (box[key] = [box[key]]),
    () => (box[key] = { [key]: box[key] }),
    () => swap(pick(places, random), box, key),
    () =>
      isBox(box[key]) &&
      Object.assign(box[key], { [`${pick(odd, random) as never}`.slice(0, 9)]: 1 }),
    () => (box[key] = turned(box[key], random)),
  ]
  pick(changes, random)()
}

/** A part stands where another was; it may well stand in itself then. */
function swap([from, name]: Place, box: Box, key: string): void {
  box[key] = copied(from[name])
}

/** Nearly the same. */
function turned(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return pick([-value, value * 1e9, value / 3, `${value}`], random)
  if (typeof value === 'string')
    return pick([`${value}x`, ` ${value}`, value.slice(1), value.repeat(50)], random)
  if (typeof value === 'boolean') return !value
  return Array.isArray(value) ? [...value, ...value] : [value]
}

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)]
