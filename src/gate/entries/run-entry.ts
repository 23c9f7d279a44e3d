/** A run, as a report has it. */
import type { Goal } from '../../judge/goals/goal.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import { goalText } from '../../report/goals/goal-text.ts'
import { type Place, replayLines } from '../../report/replay.ts'
import type { PlayedRun } from '../notes.ts'
import { pictureOf } from '../picture/picture.ts'
import { isBroken } from '../formats/told.ts'
import type { FaultEntry, GoalEntry, RunEntry } from '../report.ts'
import { goalEntry } from './goal-entry.ts'

/** Where something was played: its test, and the folder that paths are told from. */
export type Setting = {
  readonly test: Place
  readonly root: string
  /** Whether a format was asked for that draws. */
  readonly isDrawn: boolean
}

/** A run that a test played, with all that was asked of it. */
export function playedRunEntry(played: PlayedRun, { test, root, isDrawn }: Setting): RunEntry {
  const { run, spot, experimented, asked } = played
  const goals = [
    ...asked.map(({ asked: { goal, ...said }, spot }) =>
      goalEntry(run, { ...said, goal: goal as Goal, place: spot(root) }),
    ),
    ...(experimented?.goals ?? []).map(goal => goalAsData(run, goal as Goal)),
  ]
  const { name, verdict, message } = experimented ?? {}
  const experiment = verdict === undefined ? null : { verdict, message: message ?? null }
  const entry = runEntry(run, { name, goals, test, isDrawn })
  return {
    ...entry,
    digest: entry.digest ?? (isBroken({ goals, experiment }) ? run.digest : null),
    place: spot?.(root) ?? null,
    experiment,
  }
}

/** A goal that an experiment asks by itself. */
function goalAsData(run: Run, goal: Goal): GoalEntry {
  const verdict = goal.judge(run)
  const pass = verdict.is === 'held'
  const told = (isHeadline: boolean) => (): string =>
    goalText(goal, verdict, { run, isNot: false, place: {}, isHeadline })
  const said = { verdict, headline: told(true), message: told(false) }
  return goalEntry(run, { goal, isNot: false, pass, ...said, place: null })
}

/** What is told of a run beside itself. */
export type RunTold = {
  /** Default the name of its system. */
  readonly name?: string | undefined
  readonly goals: readonly GoalEntry[]
  readonly test: Place
  /** Default what the run was played from. */
  readonly declaration?: string | undefined
  /** Whether what is drawn of it is wanted, for which it is played some times more. */
  readonly isDrawn: boolean
}

/** Any run; by itself it has no place, and is of no experiment. */
export function runEntry(run: Run, told: RunTold): RunEntry {
  const { name, goals, test, declaration, isDrawn } = told
  const { identity, grid } = run.recording
  return {
    kind: 'run',
    name: name ?? identity.system,
    place: null,
    seed: run.seed,
    experiment: null,
    digest: isDrawn ? run.digest : null,
    forMs: grid.horizonMs,
    requests: requestsOf(run),
    faults: run.faults.map(faultEntry),
    ...(run.changes.length > 0 && { changes: run.changes.map(faultEntry) }),
    goals,
    warnings: run.warnings,
    replay: replayLines(identity, test),
    declaration: declaration ?? systemOf(run),
    picture: isDrawn ? pictureOf(run) : null,
  }
}

const systemOf = ({ origin }: Run): string | null =>
  origin === undefined ? null : String(origin.system)

function requestsOf(run: Run): RunEntry['requests'] {
  const { issued, availability, outcomes, unfinished, latency } = run.requests()
  const { mean, p50, p90, p99 } = latency
  return {
    issued,
    availability: availability ?? null,
    outcomes,
    unfinished,
    latencyMs: { mean: mean ?? null, p50: p50 ?? null, p90: p90 ?? null, p99: p99 ?? null },
  }
}

const faultEntry = ({
  fault,
  kind,
  target,
  periods,
  touched,
}: Run['faults'][number]): FaultEntry => ({
  fault,
  kind,
  target,
  periods: periods.map(({ from, until }) => ({ fromMs: from, toMs: endOf(until) })),
  touched,
})

/** What never ends has no end that JSON could say. */
const endOf = (ms: Ms): Ms | null => (ms === Infinity ? null : ms)
