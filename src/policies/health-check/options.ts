/** How often to ask hosts whether they are well, and when to believe the answers, as plain data. */
import type { Problem } from '../../kernel/errors.ts'
import type { ObjectEntries } from 'valibot'
import { later } from '../../kernel/later.ts'
import {
  checked,
  consistent,
  mistakesIn,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'

/**
 * Active health checks: how often, and after how many answers a host changes sides.
 *
 * @example
 * const checks: HealthCheckOptions = { every: 5_000, timeout: 1_000, unhealthyAfter: 3 }
 */
export type HealthCheckOptions<Time = Ms> = {
  /** How often a host is asked; a plain number is ms. 10 s by default. */
  readonly every?: Time
  /** After so long without an answer a probe has failed; a plain number is ms. 1 s by default. */
  readonly timeout?: Time
  /** Probes that must fail in a row to make a host unhealthy. 3 by default. */
  readonly unhealthyAfter?: number
  /** Probes that must pass in a row to make it healthy again. 2 by default. */
  readonly healthyAfter?: number
}

/** The options with every default filled in. */
export type HealthCheckSettings = Required<HealthCheckOptions>

/** What holds where the options say nothing. */
export const HEALTH_CHECK_DEFAULTS: HealthCheckSettings = Object.freeze({
  every: 10_000,
  timeout: 1_000,
  unhealthyAfter: 3,
  healthyAfter: 2,
})

/**
 * The options, with the default of every one that is left out.
 *
 * @throws UsageError naming every mistake in the options
 */
export const healthCheckSettings = (options: HealthCheckOptions = {}): HealthCheckSettings =>
  withDefaults(checked(healthCheckSchema, options, 'health checks'))

const withDefaults = (options: HealthCheckOptions): HealthCheckSettings => ({
  ...HEALTH_CHECK_DEFAULTS,
  ...options,
})

/**
 * What the options must look like, in these units.
 *
 * @param more what else may be said of them
 */
export function healthCheckSchemaIn<More = unknown>(
  units: Units,
  more: ObjectEntries = {},
): Schema<HealthCheckOptions & More> {
  const entries = {
    ...more,
    every: optional(someTime(units, 'every: 10_000')),
    timeout: optional(someTime(units, 'timeout: 1_000')),
    unhealthyAfter: optional(wholeNumber(1, 1_000, 'unhealthyAfter: 3')),
    healthyAfter: optional(wholeNumber(1, 1_000, 'healthyAfter: 2')),
  }
  return consistent<HealthCheckOptions & More>(options(entries) as Schema<never>, contradictions)
}

function contradictions(options: HealthCheckOptions): Problem[] {
  const { every, timeout } = withDefaults(options)
  if (timeout <= every) return []
  const [patience, pause] = [exactDuration(timeout), exactDuration(every)]
  const what = `a probe is given up after ${patience}, but the next is sent after ${pause}`
  return [{ what, fix: `write a timeout of at most ${pause}, or every: '${patience}'` }]
}

/** What they must look like in plain numbers. */
const healthCheckSchema = later(() => healthCheckSchemaIn(plain))

/**
 * The mistakes in the options of health checks, all at once, without making any.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkHealthChecks = (options: unknown, where: string): Problem[] =>
  mistakesIn(healthCheckSchema, options, where)
