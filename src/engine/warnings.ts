/** What a run has to say about faults that tested nothing, why, and which of them it refuses. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { exactDuration, formatShare, type Ms } from '../kernel/units.ts'
import { lazy } from '../kernel/lazy.ts'
import type { System } from '../declare/index.ts'
import type { LintFinding } from '../declare/lint/finding.ts'
import type { Fault } from '../faults/fault.ts'
import type { Recording } from '../record/recording.ts'
import { unhandledSentences } from '../record/unhandled.ts'
import type { SetUp } from './faults/faults.ts'
import type { Affected } from './faults/affected.ts'

/** A fault that touched nothing, or a change that was never made: why, and what to do about it. */
export type Untested = Required<Problem> & {
  /** What is said of it: `a fault`, `tested nothing`. */
  readonly said: readonly [what: string, did: string]
  /** Somebody wrote down when it begins, and had a right to expect that it does something. */
  readonly isPlanned: boolean
  /** Chance has decided that this run goes without it, which no run can be blamed for. */
  readonly isLeftOut: boolean
}

/** The faults of a run that touched nothing. */
export function untestedIn(faults: readonly SetUp[], horizonMs: Ms): Untested[] {
  const scenarios = new Set(
    faults.flatMap(({ plan, record }) => (record.touched > 0 ? (plan.fault.origin ?? []) : [])),
  )
  return faults.flatMap(fault => {
    const { record, plan } = fault
    const isLate = plan.fault.timing.atMs >= horizonMs
    if (record.touched > 0) return []
    // What is too late is so by every seed.
    const isLeftOut = !plan.happens && !isLate
    const { origin } = plan.fault
    const isPlanned = (isLate || beginsByPlan(plan.fault)) && origin?.is !== 'generated'
    const isPartOfMore = origin !== undefined && scenarios.has(origin)
    return [
      {
        where: record.fault,
        said: ['a fault', 'tested nothing'],
        isPlanned: isPlanned && !isPartOfMore,
        isLeftOut,
        ...whyNothing(fault, horizonMs),
      },
    ]
  })
}

/** Neither chance nor a condition has a say in when it begins. */
const beginsByPlan = ({ timing }: Fault): boolean =>
  (timing.when ?? timing.randomly ?? timing.probability) === undefined

/** What a run has come to, of which it may warn. */
type Found = { readonly untested: readonly Untested[]; readonly still: readonly string[] }

/**
 * What is to be kept in mind of a run, in sentences, each once; found when it is first asked for.
 * Until then it holds what it is given here, and nothing of the world that was played.
 *
 * @param declared whose declaration is warned of, if that is not told elsewhere
 */
export const warningsLater = (
  recording: Recording,
  found: Found,
  declared: System | undefined,
): (() => readonly string[]) => lazy(() => warningsOf(recording, found, declared))

function warningsOf(
  recording: Recording,
  { untested, still }: Found,
  declared: System | undefined,
): readonly string[] {
  const sentences = [
    ...untested.map(sentenceOf),
    ...unhandledSentences(recording),
    ...still,
    ...(declared?.warnings ?? []).map(declaredSentence),
  ]
  return Object.freeze([...new Set(sentences)])
}

/** A fault that tested nothing, as a sentence. */
const sentenceOf = ({ what, where, said }: Untested): string => `${where} ${said[1]}: ${what}.`

/** What the declaration itself warns of, as a sentence, with the name to accept it by. */
const declaredSentence = ({ at, what, rule }: LintFinding): string => `${at}: ${what} (${rule}).`

/**
 * A test that tested nothing must not be green.
 *
 * @param strict whether what was left to chance or to a condition is a mistake as well, once chance
 * has let it be; when false nothing is
 */
export function refuse(untested: readonly Untested[], strict: boolean | undefined): void {
  if (strict === false) return
  const refused = untested.filter(
    ({ isPlanned, isLeftOut }) => isPlanned || (strict === true && !isLeftOut),
  )
  if (refused.length === 0) return
  const orElse = strict === true ? '' : '; or say strict: false, to be warned only'
  throw new UsageError(
    refused.map(({ what, where, fix, said }) => ({
      what: `${said.join(' ')}: ${what}`,
      where,
      fix: `${fix}${orElse}`,
    })),
  )
}

type Why = Required<Pick<Problem, 'what' | 'fix'>>

function whyNothing({ plan, record, when, struck }: SetUp, horizonMs: Ms): Why {
  const { timing } = plan.fault
  if (timing.atMs >= horizonMs) return tooLate(timing.atMs, horizonMs)
  if (!plan.happens) return leftOut(timing.probability as number)
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

const leftOut = (probability: number): Why => ({
  what: `chance has left it out of this run; it happens in ${formatShare(probability)} of runs`,
  fix: 'play it by several seeds, or make it more likely',
})

/** It was in force, and in vain. */
function nothingCame(target: string, struck: readonly Affected[]): Why {
  const replicas = struck.flatMap(each => each.replicas)
  const isHandler = replicas.some(({ component }) => component.owner === null)
  const came = replicas.some(({ component }) => component.meter.tally.counts.any)
  if (isHandler && !came) {
    return { what: `no request ever came to "${target}"`, fix: 'let clients call it' }
  }
  const what = 'it touched nothing'
  return { what, fix: 'let it last longer or touch a greater share, or send more requests' }
}
