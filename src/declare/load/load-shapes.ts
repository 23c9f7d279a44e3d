/** How load changes over time: the words users write, as plain data. */
import type { Duration, Rate } from '../../kernel/units.ts'
import { deepFrozen } from '../frozen.ts'

/** From one rate to another in a straight line. */
export type RampSpec = {
  /** The rate before, as `'10/s'`. */
  readonly from: Rate
  /** The rate afterwards, as `'100/s'`. */
  readonly to: Rate
  /** How long that takes; then the load stays at `to`. */
  readonly over: Duration
  /** When it begins; until then the load is `from`. Default 0. */
  readonly at?: Duration | undefined
}

/** More load for a while, once. */
export type SpikeSpec = {
  /** The rate before and after, as `'10/s'`. */
  readonly from: Rate
  /** The rate while it lasts, as `'100/s'`. */
  readonly to: Rate
  /** When it begins. */
  readonly at: Duration
  /** How long it lasts. */
  readonly for: Duration
}

/** More load for a while, again and again. */
export type BurstSpec = {
  /** The rate between two bursts, as `'10/s'`. */
  readonly from: Rate
  /** The rate while one lasts, as `'100/s'`. */
  readonly to: Rate
  /** From the beginning of one to the beginning of the next. */
  readonly every: Duration
  /** How long each lasts; less than `every`. */
  readonly for: Duration
  /** When the first one begins. Default 0. */
  readonly at?: Duration | undefined
}

/** Up and down like the day, as a cosine. */
export type DiurnalSpec = {
  /** The rate at 0 and after each period. */
  readonly low: Rate
  /** The rate half a period later. */
  readonly high: Rate
  /** Default 24 h. */
  readonly period?: Duration | undefined
}

/** A rate, and how long it holds; the last one holds for good unless it says otherwise. */
export type LevelSpec = {
  /** How often requests come, as `'50/s'`. */
  readonly rate: Rate
  /** How long it holds. Default, of the last one only: for good. */
  readonly for?: Duration | undefined
}

/** What was recorded, as a list or as a text with one number on each line. */
export type TraceSpec =
  | {
      /** When each request came: milliseconds from the beginning, in rising order. */
      readonly arrivals: readonly number[] | Float64Array | string
    }
  | {
      /** How many requests came in each second, from the first on. */
      readonly perSecond: readonly number[] | Float64Array | string
    }

/** A shape of load, for the option `load` of clients. */
export type LoadShape =
  | ({
      /** Made by `ramp`. */
      readonly shape: 'ramp'
    } & RampSpec)
  | ({
      /** Made by `spike`. */
      readonly shape: 'spike'
    } & SpikeSpec)
  | ({
      /** Made by `burst`. */
      readonly shape: 'burst'
    } & BurstSpec)
  | ({
      /** Made by `diurnal`. */
      readonly shape: 'diurnal'
    } & DiurnalSpec)
  | {
      /** Made by `steps`. */
      readonly shape: 'steps'
      /** One rate after another. */
      readonly levels: readonly LevelSpec[]
    }
  | ({
      /** Made by `trace`. */
      readonly shape: 'trace'
    } & TraceSpec)

/**
 * Load that grows or shrinks in a straight line, and then stays.
 *
 * @example clients({ load: ramp({ from: '10/s', to: '100/s', over: '1m' }), call: 'gateway' })
 */
export const ramp = (spec: RampSpec): LoadShape => deepFrozen({ shape: 'ramp', ...spec })

/**
 * Load with one spike.
 *
 * @example spike({ from: '20/s', to: '400/s', at: '1m', for: '10s' })
 */
export const spike = (spec: SpikeSpec): LoadShape => deepFrozen({ shape: 'spike', ...spec })

/**
 * Load with a burst in every period: by default from its beginning on.
 *
 * @example burst({ from: '10/s', to: '100/s', every: '1m', for: '5s' })
 */
export const burst = (spec: BurstSpec): LoadShape => deepFrozen({ shape: 'burst', ...spec })

/**
 * Load like that of a day: lowest at 0, highest after half a period, and in between a cosine:
 * (low + high) / 2 - (high - low) / 2 × cos(2π t / period).
 *
 * @example diurnal({ low: '5/s', high: '80/s', period: '24h' })
 */
export const diurnal = (spec: DiurnalSpec): LoadShape => deepFrozen({ shape: 'diurnal', ...spec })

/**
 * Load that goes from level to level; the last one stays if it does not say for how long.
 *
 * @example steps([{ rate: '10/s', for: '1m' }, { rate: '50/s', for: '30s' }, { rate: '10/s' }])
 */
export const steps = (levels: readonly LevelSpec[]): LoadShape =>
  deepFrozen({ shape: 'steps', levels })

/**
 * Load as it was recorded, from the beginning of the run; after that there is none. Requests come
 * exactly when they came (`arrivals`), or in each second as many as came, at random moments or at
 * equal distances as the clients' `arrivals` says (`perSecond`).
 *
 * @example trace({ arrivals: [0, 12.5, 13, 80] })
 * @example trace({ perSecond: '12\n15\n9\n' })
 */
export const trace = (spec: TraceSpec): LoadShape => deepFrozen({ shape: 'trace', ...spec })
