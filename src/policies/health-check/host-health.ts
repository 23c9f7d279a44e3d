/** What probes say of one host: it changes sides only after several answers in a row. */
import { checked, options, wholeNumber } from '../../kernel/schema.ts'
import { insistOnYesOrNo } from '../handed-in.ts'
import type { HealthCheckSettings } from './options.ts'

const rowsSchema = options({
  unhealthyAfter: wholeNumber(1, 1_000, 'unhealthyAfter: 3'),
  healthyAfter: wholeNumber(1, 1_000, 'healthyAfter: 2'),
})

/**
 * The health of one host: healthy until `unhealthyAfter` probes in a row have failed, then
 * unhealthy until `healthyAfter` in a row have passed.
 *
 * @example
 * const health = new HostHealth({ unhealthyAfter: 3, healthyAfter: 2 })
 * health.record(false) // false: one failure changes nothing
 */
export class HostHealth {
  isHealthy = true
  readonly #unhealthyAfter: number
  readonly #healthyAfter: number
  /** Probes in a row that speak for a change. */
  #row = 0

  /**
   * @param settings how many probes in a row it takes, from 1
   * @throws UsageError naming every mistake in them
   */
  constructor(settings: Pick<HealthCheckSettings, 'unhealthyAfter' | 'healthyAfter'>) {
    const { unhealthyAfter, healthyAfter } = checked(rowsSchema, settings, 'host health')
    this.#unhealthyAfter = unhealthyAfter
    this.#healthyAfter = healthyAfter
  }

  /**
   * A probe has passed or failed.
   *
   * @returns whether that changed the host's health
   */
  record(passed: boolean): boolean {
    insistOnYesOrNo(passed, 'host health, record(passed)')
    this.#row = passed === this.isHealthy ? 0 : this.#row + 1
    if (this.#row < (this.isHealthy ? this.#unhealthyAfter : this.#healthyAfter)) return false
    this.isHealthy = passed
    this.#row = 0
    return true
  }
}
