/** Scenarios: what is known to go wrong, by the name it is known by, as a list of faults. */
import { UsageError } from '../kernel/errors.ts'
import { isRecord, shown } from '../kernel/schema.ts'
import {
  cacheFlush,
  clockSkew,
  grayFailure,
  intermittentErrors,
  latencySpike,
  nodeCrash,
  randomFailures,
  resourceExhaustion,
  rollingRestart,
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
  cacheFlush: withOptions(cacheFlush),
  clockSkew: withOptions(clockSkew),
  grayFailure: withOptions(grayFailure),
  intermittentErrors: withOptions(intermittentErrors),
  latencySpike: withOptions(latencySpike),
  networkDegradation: withOptions(networkDegradation),
  networkPartition: withOptions(networkPartition),
  nodeCrash: withOptions(nodeCrash),
  randomFailures: withOptions(randomFailures),
  resourceExhaustion: withOptions(resourceExhaustion),
  retryStorm: withOptions(retryStorm),
  rollingRestart: withOptions(rollingRestart),
  thunderingHerd: withOptions(thunderingHerd),
  zoneOutage: withOptions(zoneOutage),
})

/** The options of a scenario are taken apart as they come, so that there must be some. */
function withOptions<F extends (target: never, options: never) => unknown>(make: F): F {
  const asked = (target: never, options?: unknown): unknown => {
    if (options === undefined || isRecord(options)) return make(target, (options ?? {}) as never)
    const where = `scenario.${make.name}`
    throw new UsageError({
      what: `${shown(options)} is no set of options`,
      where,
      fix: `write ${where}(…, { at: '30s', for: '10s' })`,
    })
  }
  return asked as unknown as F
}
