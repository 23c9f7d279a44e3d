/** The loads that fit some clients: from what they declare upwards, steady or changing. */
import type { OpenLoad } from '../../declare/load/clients.ts'
import { burst, diurnal, ramp, spike, steps } from '../../declare/load/load-shapes.ts'
import type { Duration, Rate } from '../../kernel/units.ts'
import { exactDuration, exactRate, type Ms } from '../../kernel/units.ts'
import { decimal, lengthsBetween, numbersBetween, perSecond } from '../space/steps-between.ts'
import { literal } from '../../faults/sentence.ts'

/** How load may change over time, simple shapes first. */
export const loadShapes = ['constant', 'spike', 'ramp', 'steps', 'burst', 'diurnal'] as const
/** `constant`, `spike`, … */
export type LoadShapeName = (typeof loadShapes)[number]

/** What a load is made of: places on ladders, so that 0 is the simplest. */
export type LoadChoice = {
  readonly shape: number
  readonly peak: number
  readonly length: number
  readonly start: number
}

/** Arrivals per millisecond, and by when a load has done all that it does. */
export type LoadBounds = {
  readonly leastPerMs: number
  readonly mostPerMs: number
  readonly withinMs: Ms
  readonly shapes: readonly LoadShapeName[]
}

/** The numbers that one load is made of. */
type Knobs = { readonly space: LoadSpace; readonly peak: number; readonly choice: LoadChoice }

/** Every load within some bounds. */
export class LoadSpace {
  /** The declared rate first. */
  readonly rates: readonly Rate[]
  /** From short to long. */
  readonly lengths: readonly Ms[]
  readonly starts: readonly Ms[]
  readonly shapes: readonly LoadShapeName[]

  constructor({ leastPerMs, mostPerMs, withinMs, shapes }: LoadBounds) {
    const [least, most] = [leastPerMs, mostPerMs].map(perMs => exactRate(perMs))
    const ends = [leastPerMs, mostPerMs].map(perMs => decimal(perMs * 1_000))
    const between = numbersBetween(ends[0], ends[1]).slice(1, -1).map(perSecond)
    this.rates = leastPerMs === mostPerMs ? [least] : [least, ...between, most]
    this.lengths = lengthsBetween(Math.min(1_000, withinMs / 2), withinMs)
    this.starts = [0, ...this.lengths.slice(0, -1)]
    // Nothing can change where there is but one rate.
    this.shapes =
      this.rates.length === 1 ? ['constant'] : loadShapes.filter(s => shapes.includes(s))
  }

  /** The load of a choice. */
  at(choice: LoadChoice): OpenLoad {
    const shape = this.shapes[choice.shape]
    if (shape === 'constant') return { rate: this.rates[choice.peak] }
    const peak = Math.max(1, choice.peak)
    return { load: makers[shape]({ space: this, peak, choice }) }
  }
}

const written = (ms: Ms): Duration => (ms === 0 ? '0s' : (exactDuration(ms) as Duration))

/** The ends of a change: from the declared rate to the peak. */
const ends = ({ space, peak }: Knobs) => ({ from: space.rates[0], to: space.rates[peak] })

/** When something begins that lasts for a time, so that it is over in time. */
function startOf({ space: { starts, lengths }, choice }: Knobs, forMs: Ms): Ms {
  const withinMs = lengths[lengths.length - 1]
  const possible = starts.filter(ms => ms + forMs <= withinMs)
  return possible[Math.min(choice.start, possible.length - 1)]
}

const beginning = (ms: Ms) => (ms === 0 ? {} : { at: written(ms) })

const makers = {
  spike(knobs: Knobs) {
    const forMs = knobs.space.lengths[knobs.choice.length]
    return spike({ ...ends(knobs), at: written(startOf(knobs, forMs)), for: written(forMs) })
  },
  ramp(knobs: Knobs) {
    const forMs = knobs.space.lengths[knobs.choice.length]
    return ramp({ ...ends(knobs), over: written(forMs), ...beginning(startOf(knobs, forMs)) })
  },
  /** A staircase: each level is higher than the one before, and the last one stays. */
  steps({ space, peak, choice }: Knobs) {
    const { lengths } = space
    const stairs = Math.min(peak, 1 + (choice.start % 3))
    const longest = lengths[lengths.length - 1] / stairs
    const fitting = lengths.filter(ms => ms <= longest)
    const forMs = fitting[Math.min(choice.length, fitting.length - 1)] ?? longest
    const places = Array.from({ length: stairs + 1 }, (_, i) => Math.round((peak * i) / stairs))
    return steps(
      places.map((place, i) => {
        const level = { rate: space.rates[place] }
        return i === stairs ? level : { ...level, for: written(forMs) }
      }),
    )
  },
  /** Each burst is shorter than the time between two. */
  burst(knobs: Knobs) {
    const { lengths } = knobs.space
    const length = Math.min(knobs.choice.length, lengths.length - 2)
    const every = Math.max(length + 1, Math.min(knobs.choice.start, lengths.length - 1))
    return burst({ ...ends(knobs), every: written(lengths[every]), for: written(lengths[length]) })
  },
  diurnal({ space, peak, choice }: Knobs) {
    const period = written(space.lengths[choice.length])
    return diurnal({ low: space.rates[0], high: space.rates[peak], period })
  },
} as const

/** A load as it is declared: `{ load: spike({ from: '100/s', … }) }`. */
export function loadText(load: OpenLoad): string {
  if ('rate' in load) return literal(load)
  const { shape, ...spec } = load.load
  return `{ load: ${shape}(${literal('levels' in spec ? spec.levels : spec)}) }`
}
