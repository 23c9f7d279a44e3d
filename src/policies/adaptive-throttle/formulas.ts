/** The share of requests that a throttle turns away, by each published formula. */
import type {
  EnvoyThrottleOptions,
  GoZeroThrottleOptions,
  SreThrottleOptions,
  ThrottleFormula,
  ThrottleOptions,
} from './options.ts'

/** The share to turn away, from 0 to 1, by what was counted in the window. */
export type Share = (requests: number, accepts: number) => number

/** Sources: Google's SRE book, "Handling Overload"; go-zero; Envoy's admission control. */
const THROTTLE_DEFAULTS = Object.freeze({
  sre: Object.freeze({ window: 120_000, buckets: 120, k: 2 }),
  goZero: Object.freeze({ window: 10_000, buckets: 40, k: 1.5, protection: 5 }),
  envoy: Object.freeze({ window: 30_000, buckets: 30, threshold: 0.95, aggression: 1, most: 0.8 }),
}) satisfies { [F in ThrottleFormula]: object }

/** Whether requests that were turned away by the throttle itself are counted, too. */
export const countsAll = { sre: true, goZero: true, envoy: false } satisfies {
  [F in ThrottleFormula]: boolean
}

/** The options, already checked, with the default of every one that is left out. */
export const throttleSettings = {
  sre: options => ({ ...THROTTLE_DEFAULTS.sre, ...(options as SreThrottleOptions) }),
  goZero: options => ({ ...THROTTLE_DEFAULTS.goZero, ...(options as GoZeroThrottleOptions) }),
  envoy: options => ({ ...THROTTLE_DEFAULTS.envoy, ...(options as EnvoyThrottleOptions) }),
} satisfies { [F in ThrottleFormula]: (options: ThrottleOptions) => object }

const shares = {
  sre: options => {
    const { k } = throttleSettings.sre(options)
    return (requests, accepts) => Math.max(0, (requests - k * accepts) / (requests + 1))
  },
  goZero: options => {
    const { k, protection } = throttleSettings.goZero(options)
    return (requests, accepts) =>
      Math.max(0, (requests - protection - k * accepts) / (requests + 1))
  },
  envoy: options => {
    const { threshold, aggression, most } = throttleSettings.envoy(options)
    return (requests, accepts) => {
      const share = Math.max(0, (requests - accepts / threshold) / (requests + 1))
      const sharper = share === 0 ? 0 : Math.exp(Math.log(share) / aggression)
      return Math.min(most, aggression === 1 ? share : sharper)
    }
  },
} satisfies { [F in ThrottleFormula]: (options: ThrottleOptions) => Share }

/** The formula that the options, already checked, ask for. */
export const shareOf = (options: ThrottleOptions): Share =>
  shares[options.formula ?? 'sre'](options)
