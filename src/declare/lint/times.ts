/**
 * How long everything takes while nothing is wrong and nobody queues, from the declaration: as 16
 * quantiles, of which sums, limits and means are quickly made. Taken together they are never more
 * spread than the truth, so that what a time-out leaves of a time is rather told too small.
 */
import type { Distribution } from '../../kernel/distributions/index.ts'
import { samplerOf } from '../../kernel/distributions/samplers.ts'
import type { Ms } from '../../kernel/units.ts'
import { chanceOfAtLeast } from './chances.ts'

/** A time: the shortest it can be, and what it is in each sixteenth of all cases, in order. */
export type Time = { readonly least: Ms; readonly points: readonly Ms[] }

const POINTS = 16

/** The lowest that any chance draws. */
const LOWEST = 1e-9

const places = Array.from({ length: POINTS }, (_, i) => (i + 0.5) / POINTS)

/** A time that never varies. */
export const always = (ms: Ms): Time => ({ least: ms, points: places.map(() => ms) })

/** What takes no time. */
export const noTime: Time = always(0)

/** A time by a law. */
export function drawn(law: Distribution): Time {
  if (law.kind === 'constant') return always(law.value)
  if (law.kind === 'mixture') {
    return oneOf(law.parts.map(({ weight, of }) => ({ weight, time: drawn(of) })))
  }
  const sampler = samplerOf(law)
  return { least: sampler.quantile(LOWEST), points: places.map(place => sampler.quantile(place)) }
}

/** One after another. */
export function sum(a: Time, b: Time): Time {
  if (a === noTime) return b
  if (b === noTime) return a
  return { least: a.least + b.least, points: a.points.map((ms, i) => ms + b.points[i]) }
}

/** So many times in a row. */
export const times = (count: number, { least, points }: Time): Time => ({
  least: count * least,
  points: points.map(ms => count * ms),
})

/** Both at once, until the later is done. */
export const latest = (a: Time, b: Time): Time => ({
  least: Math.max(a.least, b.least),
  points: a.points.map((ms, i) => Math.max(ms, b.points[i])),
})

/** All at once, each by itself, until so many are done. */
export function nthOf(needed: number, all: readonly Time[]): Time {
  const ends = all.flatMap(({ points }) => points).toSorted((a, b) => a - b)
  const done = (at: Ms): number =>
    chanceOfAtLeast(
      needed,
      all.map(({ points }) => points.filter(ms => ms <= at).length / POINTS),
    )
  let next = 0
  const points = places.map(place => {
    while (next < ends.length - 1 && done(ends[next]) < place) next++
    return ends[next]
  })
  const leasts = all.map(({ least }) => least).toSorted((a, b) => a - b)
  return { least: leasts[needed - 1], points }
}

/** For no longer than a limit. */
export const within = (limit: Ms, time: Time): Time =>
  limit >= time.points[POINTS - 1] && limit >= time.least
    ? time
    : { least: Math.min(limit, time.least), points: time.points.map(ms => Math.min(limit, ms)) }

/** Now one, now another, by weight. */
export function oneOf(ways: readonly { readonly weight: number; readonly time: Time }[]): Time {
  const open = ways.filter(({ weight }) => weight > 0)
  if (open.length === 1) return open[0].time
  const whole = open.reduce((all, { weight }) => all + weight, 0)
  const drops = open.flatMap(({ weight, time }) =>
    time.points.map(ms => ({ ms, share: weight / whole / POINTS })),
  )
  drops.sort((a, b) => a.ms - b.ms)
  let [next, below] = [0, drops[0].share]
  const points = places.map(place => {
    while (below < place && next < drops.length - 1) below += drops[++next].share
    return drops[next].ms
  })
  return { least: Math.min(...open.map(({ time }) => time.least)), points }
}

/** What it is on average. */
export const meanMs = ({ points }: Time): Ms => points.reduce((all, ms) => all + ms, 0) / POINTS
