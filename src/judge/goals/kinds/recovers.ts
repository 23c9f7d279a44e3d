/** The kind of goal that wants a system to be well again soon after the last fault. */
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import { isOver } from '../../../kernel/rounding.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../../../kernel/units.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import type { FaultLike, Window } from '../../../record/window.ts'
import { belowMost } from '../../margin.ts'
import { type RecoveryCourse, recoveryOf } from '../../recovery.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { isMarked, type NamedRequestGoal } from '../mark.ts'
import { optionGiven, partOf } from '../read.ts'

/** What is to be well again, and from when on the time counts. */
export type RecoveryOptions<N extends RunNames = RunNames> = {
  /**
   * What holds again, asked of each step: a goal for availability, latency or correct data without
   * a window of its own. Default: 99 % of the requests of clients are served.
   */
  readonly of?: NamedRequestGoal<Pick<N, keyof RunNames>> | undefined
  /** From the end of this fault. Default: of the last one that there was. */
  readonly after?: FaultLike | undefined
  /** From this moment, as after a burst of load. */
  readonly from?: Duration | undefined
  /** How long a step is at least. Default: a slot of the recording. */
  readonly every?: Duration | undefined
}

/** The numbers behind a verdict on recovery. */
export type RecoveryEvidence = RecoveryCourse & {
  /** What was to hold again. */
  readonly of: string
  readonly withinMs: Ms
}

/**
 * The time from the end of the last fault up to the first moment from which on a goal holds in each
 * step to the end of the load: what only flickers has not recovered. Where nothing comes because
 * who came before still waits in vain, it has not either.
 */
export const recovers = goalKind({
  matcher: 'toRecoverWithin',
  isOfFaults: true,
  beforeOptions: 1,
  isTimed: true,
  read: (within: Duration, options: RecoveryOptions = {}) => {
    const { of, after, from, every, ...others } = options
    refuseOthers(others)
    if (after !== undefined && from !== undefined) throw twoOrigins()
    return {
      withinMs: durationMs(within),
      of: of === undefined ? undefined : goalGiven(of),
      after,
      fromMs: optionGiven(from, 'from', durationMs),
      everyMs: optionGiven(every, 'every', durationMs) ?? 0,
      question: partOf(),
    }
  },
  judge: (run, data): Verdict<RecoveryEvidence> => {
    const { withinMs, of } = data
    const recovery = recoveryOf(run, data)
    if (typeof recovery === 'string') return unknown(recovery)
    const { clearMs, tookMs } = recovery
    if (tookMs === undefined && !isOver(run.recording.grid.horizonMs - clearMs, withinMs)) {
      return unknown(tooSoon(data, clearMs, run))
    }
    const holds = tookMs !== undefined && !isOver(tookMs, withinMs)
    const margin = tookMs === undefined ? undefined : belowMost(tookMs, withinMs, 'ms')
    return judged({ holds, margin }, () => ({
      of: `${of ?? "goal.availability('99%')"}`,
      ...recovery,
      withinMs,
    }))
  },
})

function tooSoon({ withinMs }: { readonly withinMs: Ms }, clearMs: Ms, run: Run): string {
  const left = exactDuration(run.recording.grid.horizonMs - clearMs)
  const allowed = exactDuration(withinMs)
  return `it was not well again when the load ended, ${left} later, and ${allowed} are allowed`
}

const kinds = ['availability', 'latency', 'correctness']

function goalGiven<G>(of: G): G {
  const { kind, hasWindow } = (of ?? {}) as { kind?: string; hasWindow?: boolean }
  if (isMarked(of) && kinds.includes(`${kind}`) && hasWindow === false) return of
  throw new UsageError({
    what: `${isMarked(of) ? String(of) : quote(of)} cannot be asked of each step`,
    where: 'of',
    fix: "write goal.availability('99%') or goal.latency('p99', '500ms'), without a window",
  })
}

function refuseOthers(others: Window & object): void {
  const [stray] = Object.keys(others)
  if (stray === undefined) return
  const fix = 'it may say "of", "after", "from" and "every"'
  throw new UsageError({ what: `a recovery cannot say "${stray}"`, where: stray, fix })
}

function twoOrigins(): UsageError {
  return new UsageError({
    what: 'the time counts from one moment',
    fix: 'give one of after and from',
  })
}
