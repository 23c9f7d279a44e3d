/** What a run has to say about faults that tested nothing, and why. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { SetUp } from './faults/faults.ts'
import type { Struck } from './faults/aim.ts'

/** The faults of a run that touched nothing, each with the reason and what to do about it. */
export function warningsOf(faults: readonly SetUp[], horizonMs: Ms): Problem[] {
  return faults.flatMap(fault => {
    const { record, plan } = fault
    if (record.touched > 0 || !plan.happens) return []
    return [{ where: record.fault, ...whyNothing(fault, horizonMs) }]
  })
}

/** A warning as a sentence. */
export const sentenceOf = ({ what, where }: Problem): string => `${where} tested nothing: ${what}.`

/** What the declaration itself warns of, as a sentence. */
export const declaredSentence = ({ what, where }: Problem): string => `${where}: ${what}.`

/** In a strict run every warning is a mistake. */
export function refuse(warnings: readonly Problem[]): void {
  if (warnings.length === 0) return
  throw new UsageError(
    warnings.map(({ what, ...others }) => ({ what: `a fault tested nothing: ${what}`, ...others })),
  )
}

type Why = Pick<Problem, 'what' | 'fix'>

function whyNothing({ plan, record, when, struck }: SetUp, horizonMs: Ms): Why {
  const { timing } = plan.fault
  if (timing.atMs >= horizonMs) return tooLate(timing.atMs, horizonMs)
  if (record.periods.length > 0) return nothingCame(record.target, struck)
  if (when !== null) {
    const fix = 'let its condition ask for less, or give the run more load, faults or time'
    return { what: `its condition never held (${when.nearest().join('; ')})`, fix }
  }
  const { randomly } = timing
  if (randomly !== undefined) {
    const [every, end] = [exactDuration(randomly.everyMs), exactDuration(horizonMs)]
    const fix = 'let it come more often, or simulate for longer'
    return { what: `it comes every ${every} on average, and did not in the ${end} of the run`, fix }
  }
  return { what: 'it never began', fix: 'let it begin within the run' }
}

const tooLate = (atMs: Ms, horizonMs: Ms): Why => ({
  what: `it begins at ${exactDuration(atMs)}, and load ends at ${exactDuration(horizonMs)}`,
  fix: 'let it begin earlier, or simulate for longer',
})

/** It was in force, and in vain. */
function nothingCame(target: string, struck: readonly Struck[]): Why {
  const replicas = struck.flatMap(each => each.replicas)
  const isHandler = replicas.length > 0
  const came = replicas.some(({ component }) => component.meter.tally.counts.any)
  if (isHandler && !came) {
    return { what: `no request ever came to "${target}"`, fix: 'let clients call it' }
  }
  const what = 'it touched nothing'
  return { what, fix: 'let it last longer or touch a greater share, or send more requests' }
}
