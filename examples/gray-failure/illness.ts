/** The two ways in which a replica is ill, and what each variant makes of it. */
import { errors, simulate, slow } from 'gameday'
import { shop, type Variant } from './system.ts'

/** What is wrong with the third of the five replicas, from 0:30 to 1:30. */
export const illnesses = {
  /** It takes 600 ms instead of 20 for its work; a probe does not do any. */
  slow: slow('api#2', { factor: 30 }).at('30s').for('60s'),
  /** Three requests in ten fail at once; four probes in a row hardly ever do. */
  errs: errors('api#2', { rate: 0.3 }).at('30s').for('60s'),
}

/** What clients saw of an illness, and what the replica was given to do. */
export function outcome(illness: keyof typeof illnesses, variant: Variant) {
  const during = illnesses[illness]
  const run = simulate(shop(variant), { for: '2m', faults: [during], resolution: '1s' })
  const { issued, replicas } = run.at('api', { during })
  const calls = run.on('web->api', { during })
  return {
    run,
    availability: run.availability({ during }),
    p99: run.latency('p99', { during }),
    /** The ill replica's share of the requests. */
    share: replicas[2].issued / issued,
    /** Attempts per call: what the cure costs. */
    attempts: calls.attempts.issued / calls.issued,
    ejections: run.facts('replica').filter(({ is }) => is === 'ejected').length,
    foundUnhealthy: run.facts('replica').filter(({ is }) => is === 'unhealthy').length,
  }
}
