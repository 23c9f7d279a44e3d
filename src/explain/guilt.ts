/** Which faults it was: those without which the goal holds, or which break it by themselves. */
import type { Fault } from '../faults/fault.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { Origin } from '../record/origin.ts'
import type { Run } from '../record/run.ts'
import { type Case, during } from './case.ts'
import type { Guilt } from './diagnosis.ts'
import { missesIn } from './misses.ts'
import type { Replays } from './replays.ts'

/** The faults to blame, how that was found out, and those that only followed. */
export type Blame = {
  readonly faults: readonly Fault[]
  readonly guilt: Guilt
  readonly consequences: readonly Fault[]
}

/** One that alone brings about less than this share of the misses is no cause of them. */
const LEAST = 0.05

/** Whether a goal is known to be broken in a run. */
export const isBroken = (goal: Goal, run: Run): boolean => goal.judge(run).is === 'broken'

/** Who is to blame. */
export function blameIn(one: Case, origin: Origin, replays: Replays): Blame {
  const touched = touchedOf(one.run, origin.faults as readonly Fault[])
  if (touched.length === 0) return { faults: [], guilt: 'none', consequences: [] }
  const isUnknown = one.calm === one.run
  if (isUnknown) return { faults: touched, guilt: 'suspected', consequences: [] }
  if (!one.hasCalm) return { faults: [], guilt: 'innocent', consequences: [] }
  const all = origin.faults as readonly Fault[]
  const found = touched.length === 1 ? only(touched) : among(one, touched, { all, replays })
  const consequences = found.faults.filter(fault => isConsequence(one.run, fault, touched))
  const faults = found.faults.filter(fault => !consequences.includes(fault))
  if (faults.length === 0) return { ...found, consequences: [] }
  return { ...found, faults, consequences }
}

/** The calm run has told of it already. */
const only = (faults: readonly Fault[]): Pick<Blame, 'faults' | 'guilt'> => ({
  faults,
  guilt: 'needed',
})

/** The faults that touched something, each sentence once, in the order of the spec. */
function touchedOf(run: Run, faults: readonly Fault[]): Fault[] {
  const touched = new Set(run.faults.filter(record => record.touched > 0).map(({ fault }) => fault))
  const found = new Map(faults.map(fault => [String(fault), fault]))
  return [...found].filter(([sentence]) => touched.has(sentence)).map(([, fault]) => fault)
}

type Playing = { readonly all: readonly Fault[]; readonly replays: Replays }

/** But for which of several it would have held; or else, which of them are enough. */
function among(
  one: Case,
  touched: readonly Fault[],
  { all, replays }: Playing,
): Pick<Blame, 'faults' | 'guilt'> {
  const lacking = touched.map(fault => ({
    fault,
    run: replays.play(`without ${fault}`, () => ({
      faults: all.filter(other => !isSame(other, fault)),
    })),
  }))
  const needed = lacking.filter(({ run }) => run !== undefined && !isBroken(one.goal, run))
  if (needed.length > 0) {
    return { faults: needed.map(({ fault }) => fault), guilt: 'needed' }
  }
  const alone = touched.map(fault => ({
    fault,
    run: replays.play(`${fault} alone`, () => ({
      faults: all.filter(other => isSame(other, fault)),
    })),
  }))
  const enough = alone.filter(
    ({ run }) => run !== undefined && isBroken(one.goal, run) && shareOf(one, run) > LEAST,
  )
  if (enough.length === 0) return { faults: touched, guilt: 'suspected' }
  const most = (run: Run | undefined): number => (run === undefined ? 0 : shareOf(one, run))
  const worstFirst = enough.toSorted((a, b) => most(b.run) - most(a.run))
  return { faults: worstFirst.map(({ fault }) => fault), guilt: 'enough' }
}

const isSame = (a: Fault, b: Fault): boolean => String(a) === String(b)

/** Of the misses beyond those of the calm run, the share that a run has as well. */
function shareOf(one: Case, run: Run): number {
  const whole = { fromMs: 0, toMs: one.run.recording.grid.horizonMs }
  const count = (of: Run): number => missesIn(of, one.goal, during(one, whole).spell).missed
  const usual = count(one.calm)
  return (count(run) - usual) / Math.max(1, count(one.run) - usual)
}

/** It began since something was measured that other faults strike, and not by a plan. */
function isConsequence(run: Run, fault: Fault, others: readonly Fault[]): boolean {
  const records = run.faults.filter(record => record.fault === String(fault))
  const triggers = records.flatMap(record => record.triggers)
  if (triggers.length === 0) return false
  const first = Math.min(...records.map(({ from }) => from))
  return others.some(other => !isSame(other, fault) && beganBefore(run, other, first))
}

const beganBefore = (run: Run, fault: Fault, moment: number): boolean =>
  run.faults.some(({ fault: name, from }) => name === String(fault) && from < moment)

/** What is on record of a fault: one entry, or several where it is declared more than once. */
export const recordsOf = (run: Run, fault: Fault): readonly FaultRecord[] =>
  run.faults.filter(record => record.fault === String(fault))
