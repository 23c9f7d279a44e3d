/** Scenarios: what is known to go wrong, by the name it is known by, as a list of faults. */
import {
  cacheFlush,
  clockSkew,
  grayFailure,
  intermittentErrors,
  latencySpike,
  nodeCrash,
  randomFailures,
  resourceExhaustion,
} from './scenarios/components.ts'
import { retryStorm, thunderingHerd } from './scenarios/crowds.ts'
import { networkDegradation, networkPartition, zoneOutage } from './scenarios/network.ts'

/**
 * Scenarios by name: from a target and a few options, each with a default, to a list of faults,
 * which is plain data like any other. All begin at 30 s and last for 30 s unless told otherwise
 * (`at`, `for`).
 *
 * @example
 * const run = simulate(shop, { for: '1m', faults: scenario.grayFailure('db', { at: '10s' }) })
 * expect(run.requests().issued).toBeGreaterThan(0)
 */
export const scenario = Object.freeze({
  cacheFlush,
  clockSkew,
  grayFailure,
  intermittentErrors,
  latencySpike,
  networkDegradation,
  networkPartition,
  nodeCrash,
  randomFailures,
  resourceExhaustion,
  retryStorm,
  thunderingHerd,
  zoneOutage,
})
