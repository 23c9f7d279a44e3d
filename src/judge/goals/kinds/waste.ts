/** The kind of goal that sets a limit to work that is done in vain. */
import { UsageError } from '../../../kernel/errors.ts'
import { share, type Ms, type Share } from '../../../kernel/units.ts'
import { named } from '../../../record/lookup.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import { isPart, spanOf, type Window } from '../../../record/window.ts'
import { type TimeSeries, courseOf } from '../../course.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked, optionsGiven } from '../read.ts'

/** Where work is not to be wasted, and when; by default nowhere, over the whole run. */
export type WasteOptions<N extends RunNames = RunNames> = Window & {
  /** The work of one component. Default: of all together. */
  readonly at?: N['component'] | undefined
}

/** What a component worked, and how much of it nobody waited for any more. */
export type WastedWork = {
  readonly component: string
  readonly workedMs: Ms
  readonly wastedMs: Ms
  /** How many handlings ended when nobody waited for them. */
  readonly count: number
}

/** The numbers behind a verdict on wasted work; shares are 0 to 1. */
export type WasteEvidence = {
  readonly share: number
  readonly atMost: number
  readonly workedMs: Ms
  readonly wastedMs: Ms
  /** The components that worked in vain, the worst first. */
  readonly components: readonly WastedWork[]
  /** The share, slot by slot. */
  readonly course: TimeSeries
}

/** Time worked for whom nobody waited any more, of all time worked. */
export const waste = goalKind({
  matcher: 'toNotWaste',
  beforeOptions: 1,
  read: (atMost: Share, options?: WasteOptions) => ({
    atMost: below1(share(atMost)),
    question: asked(optionsGiven(options, ['at'])),
  }),
  judge: (run, { atMost, question }): Verdict<WasteEvidence> => {
    const { at, ...window } = question
    const rows = workIn(run, at, window)
    const { workedMs, wastedMs } = sumOf(rows)
    if (workedMs === 0) return unknown(noWork(at, window))
    const wasted = wastedMs / workedMs
    const margin = belowMost(wasted, atMost, 'share')
    return judged({ holds: wasted <= atMost, margin }, () => ({
      share: wasted,
      atMost,
      workedMs,
      wastedMs,
      components: rows.filter(row => row.wastedMs > 0).sort(worstFirst),
      course: courseOf(run, window, part => shareIn(run, at, part)),
    }))
  },
})

function below1(atMost: number): number {
  if (atMost < 1) return atMost
  const fix = "write the most that may be done in vain, as '5%'"
  throw new UsageError({ what: 'at most 100% is wasted whatever happens', fix })
}

function workIn({ recording }: Run, at: string | undefined, window: Window): WastedWork[] {
  const { components } = recording
  const { slots } = spanOf(recording, window)
  const names = at === undefined ? [...components.keys()].sort() : [at]
  return names.map(component => {
    const meter = named(components, component, 'component')
    const { count, ms: wastedMs } = meter.wasted(slots)
    // What was broken off counts as wasted, and not as a piece of work that was done.
    const workedMs = Math.max(meter.working.sum(slots), wastedMs)
    return { component, workedMs, wastedMs, count }
  })
}

const sumOf = (rows: readonly WastedWork[]) => ({
  workedMs: rows.reduce((sum, row) => sum + row.workedMs, 0),
  wastedMs: rows.reduce((sum, row) => sum + row.wastedMs, 0),
})

function shareIn(run: Run, at: string | undefined, window: Window): number | undefined {
  const { workedMs, wastedMs } = sumOf(workIn(run, at, window))
  return workedMs === 0 ? undefined : wastedMs / workedMs
}

const worstFirst = (a: WastedWork, b: WastedWork): number =>
  b.wastedMs - a.wastedMs || b.count - a.count || (a.component < b.component ? -1 : 1)

function noWork(at: string | undefined, window: Window): string {
  const inPart = isPart(window) ? ' in that part of the run' : ''
  return `no work was done${at ? ` at ${at}` : ''}${inPart}`
}
