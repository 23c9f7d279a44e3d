/** How many requests missed a goal in a part of a run, and what the goal measured there. */
import type { Goal } from '../judge/goals/goal.ts'
import type { GoalKindName } from '../judge/goals/kinds.ts'
import { formatMs, formatShare, type Ms } from '../kernel/units.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Question, Run, Whose } from '../record/run.ts'
import { servedOf } from '../record/views.ts'
import { spanOf } from '../record/window.ts'

/** A part of a run, in milliseconds. */
export type Spell = { readonly fromMs: Ms; readonly toMs: Ms }

/** A goal about the same moments in any run: what is said by a fault is said in times. */
export function fixedIn(run: Run, goal: Goal): Goal {
  const { during, after } = goal.data.question
  if (during === undefined && after === undefined) return goal
  const { fromMs, toMs } = spanOf(run.recording, goal.data.question)
  return fromMs < toMs ? goal.in({ between: [fromMs, toMs] }) : goal
}

/** Whose requests a goal is about. */
export function whoseOf({ data }: Goal): Whose {
  const { between: _, during: __, after: ___, ...whose } = data.question as Question
  return whose
}

/** Requests that were asked for and missed the goal. */
export type Misses = { readonly asked: number; readonly missed: number }

/**
 * The requests that a goal is about in a part of a run, and how many of them missed it.
 *
 * @param whose others than those of the goal, to be held to the same limit
 */
export function missesIn(
  run: Run,
  goal: Goal,
  { fromMs, toMs }: Spell,
  whose: Whose = whoseOf(goal),
): Misses {
  const question: Question = { ...whose, between: [fromMs, toMs] }
  const tallies = talliesOf(run.recording, whose)
  const counted = servedOf(tallies, spanOf(run.recording, { between: [fromMs, toMs] }))
  return (kinds[goal.kind] ?? failures).missed(run, counted, { goal, question })
}

/** What the goal measures in the part of a run that it is about, as people read it. */
export function measuredBy(goal: Goal, run: Run): string {
  return (kinds[goal.kind] ?? failures).measured(run, goal)
}

type Served = ReturnType<typeof servedOf>

type Asked = { readonly goal: Goal; readonly question: Question }

/** How the misses of a kind of goal are counted. */
type Kind = {
  readonly missed: (run: Run, counted: Served, asked: Asked) => Misses
  readonly measured: (run: Run, goal: Goal) => string
}

/** What is not counted otherwise: requests that were not served. */
const failures: Kind = {
  missed: (_, { asked, served }) => ({ asked, missed: asked - served }),
  measured: (run, goal) => {
    const share = run.availability(goal.data.question as Question)
    return share === undefined ? 'nothing was asked' : formatShare(share)
  },
}

const lateness: Kind = {
  missed: (run, { asked, open }, { goal, question }) => {
    const { limitMs } = (goal as Goal<never, 'latency'>).data
    return { asked, missed: run.slowerThan(limitMs, question) + open }
  },
  measured: (run, goal) => {
    const { percentile, question } = (goal as Goal<never, 'latency'>).data
    const ms = run.latency(percentile, question)
    return ms === undefined ? 'nothing was asked' : `${percentile} ${formatMs(ms)}`
  },
}

const kinds: { readonly [kind in GoalKindName]?: Kind } = {
  availability: failures,
  latency: lateness,
}
