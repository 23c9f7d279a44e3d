/** How what missed a goal is counted, and what the goal measured: a row for each kind of goal. */
import { amplificationOf } from '../judge/amplification.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { RecoveryEvidence } from '../judge/goals/kinds/recovers.ts'
import type { GoalKindName } from '../judge/goals/kinds.ts'
import { count } from '../kernel/count.ts'
import { moment } from '../kernel/figures.ts'
import { formatMs, formatShare, type Ms } from '../kernel/units.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Question, Run } from '../record/run.ts'
import { servedOf } from '../record/views.ts'
import { spanOf, type Window, windowIn } from '../record/window.ts'

/** Requests, messages or whatever a goal is about, and how many of them missed it. */
export type Misses = { readonly asked: number; readonly missed: number }

/** Which goal, and about whose requests in which part of the run. */
export type Asked = { readonly goal: Goal; readonly question: Question }

/** How the misses of a kind of goal are counted. */
type Row = {
  readonly missed: (run: Run, asked: Asked) => Misses
  readonly measured: (run: Run, goal: Goal) => string
  /** The component or queue that it is about, where it is not about clients. */
  readonly start?: (goal: Goal) => string | undefined
}

/** What a goal of a kind says. */
export const dataOf = <K extends GoalKindName>(goal: Goal, _kind: K): Goal<never, K>['data'] =>
  (goal as unknown as Goal<never, K>).data

const servedIn = (run: Run, question: Question): ReturnType<typeof servedOf> => {
  const { at, on, class: requestClass } = question
  const tallies = talliesOf(run.recording, { at, on, class: requestClass })
  return servedOf(tallies, spanOf(run.recording, windowIn(question)))
}

const shareText = (share: number | undefined): string =>
  share === undefined ? 'nothing was asked' : formatShare(share)

/** What is not counted otherwise: requests that were not served. */
const others: Row = {
  missed: (run, { question }) => {
    const { asked, served } = servedIn(run, question)
    return { asked, missed: asked - served }
  },
  measured: (run, goal) => (goal.judge(run).is === 'broken' ? 'broken' : 'it holds'),
}

const queuesOf = (run: Run, queue: string | undefined): readonly string[] =>
  queue === undefined ? [...run.recording.queues.keys()] : [queue]

function lossesIn(run: Run, queue: string | undefined, window: Window): Misses {
  const all = queuesOf(run, queue).map(name => run.queue(name, window))
  return {
    asked: all.reduce((sum, { published }) => sum + published, 0),
    missed: all.reduce((sum, { failed }) => sum + failed, 0),
  }
}

const rows: { readonly [kind in GoalKindName]?: Row } = {
  availability: {
    ...others,
    measured: (run, { data }) => shareText(run.availability(data.question)),
  },
  latency: {
    missed: (run, { goal, question }) => {
      const { asked, open } = servedIn(run, question)
      return { asked, missed: run.slowerThan(dataOf(goal, 'latency').limitMs, question) + open }
    },
    measured: (run, goal) => {
      const { percentile, question } = dataOf(goal, 'latency')
      const ms = run.latency(percentile, question)
      return ms === undefined ? 'nothing was asked' : `${percentile} ${formatMs(ms)}`
    },
  },
  correctness: {
    missed: (run, { question }) => {
      const { ok, degraded, incorrect } = run.requests(question).outcomes
      return { asked: ok + degraded + incorrect, missed: incorrect }
    },
    measured: (run, { data }) => {
      const { ok, degraded, incorrect } = run.requests(data.question).outcomes
      return `${count(incorrect)} of ${count(ok + degraded + incorrect)} answers wrong`
    },
  },
  losesNothing: {
    missed: (run, { goal, question }) =>
      lossesIn(run, dataOf(goal, 'losesNothing').queue, windowIn(question)),
    measured: (run, goal) => {
      const { queue, question } = dataOf(goal, 'losesNothing')
      const { asked, missed } = lossesIn(run, queue, question)
      return `${count(missed)} of ${count(asked)} lost`
    },
    start: goal => dataOf(goal, 'losesNothing').queue,
  },
  queueBound: {
    ...others,
    missed: (run, { goal, question }) => {
      const { at, depth = 0 } = dataOf(goal, 'queueBound')
      const asked = run.at(at, windowIn(question))
      return { asked: asked.issued, missed: Math.max(0, asked.queue.peak - depth) }
    },
    start: goal => dataOf(goal, 'queueBound').at,
  },
  amplification: {
    ...others,
    missed: (run, { question }) => {
      const loads = [...amplificationOf(run, windowIn(question))].map(([call, factor]) => {
        const { issued } = run.on(call, windowIn(question)).attempts
        return { asked: issued, missed: issued - issued / factor }
      })
      return loads.reduce((worst, next) => (next.missed > worst.missed ? next : worst), none)
    },
  },
  recovers: {
    ...others,
    missed: (run, { goal, question }) => {
      const of = ofEach(goal)
      return of === undefined
        ? others.missed(run, { goal, question })
        : rowOf(of.kind).missed(run, { goal: of, question })
    },
    measured: (run, goal) => {
      const verdict = goal.judge(run)
      if (verdict.is === 'unknown') return 'not known to recover'
      const { tookMs } = verdict.evidence as RecoveryEvidence
      if (tookMs === undefined) return 'not recovered'
      return tookMs === 0 ? 'well at once' : `recovered in ${moment(tookMs)}`
    },
  },
  waste: {
    ...others,
    missed: (run, { question }) => {
      const all = [...run.recording.components.keys()].map(name => run.at(name, windowIn(question)))
      const missed = all.reduce((sum, { wasted }) => sum + wasted.count, 0)
      return { asked: all.reduce((sum, { issued }) => sum + issued, 0), missed }
    },
  },
}

/** What a recovery asks of each step; undefined where that is its default, and of other goals. */
export const ofEach = (goal: Goal): Goal | undefined =>
  goal.kind === 'recovers' ? (dataOf(goal, 'recovers').of as Goal | undefined) : undefined

/** The moment from which on a recovery counts, where it names one. */
export const recoveryFrom = (goal: Goal): Ms | undefined =>
  goal.kind === 'recovers' ? dataOf(goal, 'recovers').fromMs : undefined

const none: Misses = { asked: 0, missed: 0 }

/** The row of a kind. */
export const rowOf = (kind: GoalKindName): Row => rows[kind] ?? others
