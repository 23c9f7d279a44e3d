/** A system out of JSON: the word `systemFrom`. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Parts } from './names.ts'
import { System, type SystemJson } from './system.ts'
import { withCode } from './with-code.ts'

/** What JSON cannot hold of a system. */
export type SystemCode = {
  /**
   * Components of code by their names, as they were declared: their functions are put back. The
   * same for whoever makes requests or answers by a function. Default: there are none.
   */
  readonly code?: Parts | undefined
}

/**
 * Makes a system again from its JSON.
 *
 * @param given the functions that JSON does not hold
 * @throws UsageError with every mistake in it
 */
export function systemFrom(json: SystemJson, { code = {} }: SystemCode = {}): System {
  if (typeof json !== 'object' || json === null) {
    const fix = 'give what JSON.parse makes of JSON.stringify(system)'
    throw new UsageError({ what: `${shown(json)} is no system`, where: 'systemFrom', fix })
  }
  return new System(json.name, withCode(json.parts, code) as Parts, json.options)
}
