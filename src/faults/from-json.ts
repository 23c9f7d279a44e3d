/** Makes a fault again from its JSON, trusting none of it. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { conditionFrom } from './condition-from-json.ts'
import type { Fault, FaultData } from './fault.ts'
import { kindNames } from './kinds.ts'
import { faultOf } from './make.ts'
import type { TimingData } from './timing.ts'

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
  return timed(faultOf(kind, target, options), timing)
}

/** Says again all that was said of when. */
function timed(fault: Fault, timing: TimingData): Fault {
  const { atMs, rampMs, share, when, until, randomly, every, probability } = timing
  const part = share === 1 ? fault.at(atMs) : fault.at(atMs).share(share)
  let said = lasting(beginning(part, when), timing)
  if (every !== undefined) said = coming(said, every)
  if (until !== undefined) said = said.until(conditionFrom(until))
  if (when !== undefined && when.untilMs !== null) said = said.until(when.untilMs)
  if (when?.once) said = said.once()
  if (randomly !== undefined) {
    const { everyMs, forMs, ...how } = randomly
    said = said.randomly({ every: everyMs, for: forMs, ...how })
  }
  if (probability !== undefined) said = said.withProbability(probability)
  return rampMs === 0 ? said : said.ramp(rampMs)
}

function beginning(fault: Fault, when: TimingData['when']): Fault {
  if (when === undefined) return fault
  const { condition, afterMs, cooldownMs } = when
  return fault.when(conditionFrom(condition), { after: afterMs, cooldown: cooldownMs })
}

function coming(fault: Fault, { everyMs, untilMs, each }: Required<TimingData>['every']): Fault {
  const said = fault.every(everyMs, { each })
  return untilMs === null ? said : said.until(untilMs)
}

function lasting(fault: Fault, { forMs, when }: TimingData): Fault {
  if (forMs !== null) return fault.for(forMs)
  return (when?.forever ?? true) ? fault.forever() : fault
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
