/** Makes a fault again from its JSON, trusting none of it. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Fault, FaultData } from './fault.ts'
import { kindNames } from './kinds.ts'
import { faultOf } from './make.ts'

/**
 * Makes a fault again from its JSON.
 *
 * @param data what `JSON.parse` makes of a fault that was written with `JSON.stringify`
 * @throws UsageError when it is no fault
 * @example faultFrom(JSON.parse(JSON.stringify(crash('db').at('10s').for('5s'))))
 */
export function faultFrom(data: FaultData): Fault {
  const { target, cause, timing } = partsOf(data)
  const { kind, ...options } = cause
  if (!kindNames.includes(kind)) {
    const fix = didYouMean(kind, kindNames)
    throw new UsageError({ what: `there is no fault of the kind ${shown(kind)}`, fix })
  }
  const timed = faultOf(kind, target, options).at(timing.atMs)
  const fault = timing.share === 1 ? timed : timed.share(timing.share)
  const ramped = timing.rampMs > 0 ? fault.ramp(timing.rampMs) : fault
  return timing.forMs === null ? ramped.forever() : ramped.for(timing.forMs)
}

function partsOf(data: unknown): FaultData {
  const { target, cause, timing } = (data ?? {}) as Partial<FaultData>
  if (typeof target === 'string' && isObject(cause) && isObject(timing)) {
    return { target, cause, timing }
  }
  const fix = 'give what JSON.parse makes of JSON.stringify(fault)'
  throw new UsageError({ what: `${shown(data)} is no fault`, where: 'faultFrom', fix })
}

const isObject = <T>(value: T | undefined): value is T & object =>
  typeof value === 'object' && value !== null
