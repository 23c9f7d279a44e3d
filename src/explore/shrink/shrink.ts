/**
 * From a schedule that breaks a goal to the least that still does: fewer faults, simpler ones,
 * shorter, weaker, and at times that a person would write.
 */
import type { Schedule } from '../search/trial.ts'
import { played, type ShrinkSetting, type Trying } from './attempts.ts'
import { Descent } from './descent.ts'
import { dropEach, dropMany } from './drop.ts'
import { pickFewer, pickWithoutEach } from './pick.ts'
import { narrow, narrowZones, simplifyKinds } from './simplify.ts'
import { roundTimes } from './times.ts'
import { turnDown, turnOnce } from './turn.ts'

/** What came of shrinking. */
export type Shrunk = {
  readonly schedule: Schedule
  /** How many schedules were played. */
  readonly runs: number
  /**
   * Whether the goal holds without any one of its faults or of what they pick, and with any one of
   * their dials turned down by a rung, all else as it is. False when there were not enough runs to
   * tell.
   */
  readonly isMinimal: boolean
}

/**
 * Shrinks step by step: yields schedules to play, takes whether each broke the goal, and returns
 * what came of it. Whoever stops before has the least so far in the last one that broke it.
 *
 * @param schedule one that breaks the goal
 */
export function* shrinking(schedule: Schedule, setting: ShrinkSetting): Trying<Shrunk> {
  const descent = new Descent(schedule, setting)
  yield* simplifySeed(descent)
  yield* dropMany(descent)
  yield* narrowZones(descent)
  yield* simplifyKinds(descent)
  yield* narrow(descent)
  yield* dropEach(descent)
  yield* pickFewer(descent)
  yield* roundTimes(descent) // while the goal breaks by far, times hardly matter
  yield* turnDown(descent)
  yield* settle(descent)
  const { runs, ranOut } = descent.attempts
  return { schedule: descent.best, runs, isMinimal: !ranOut }
}

/** The last passes change nothing: what they tried is what makes the schedule the least. */
function* settle(descent: Descent): Trying {
  let before: Schedule | undefined
  while (before !== descent.best) {
    before = descent.best
    yield* roundTimes(descent)
    yield* simplifySeed(descent)
    yield* dropEach(descent)
    yield* pickWithoutEach(descent)
    yield* turnOnce(descent)
  }
}

/** The seed of the run, to one that says nothing. */
function* simplifySeed(descent: Descent): Trying {
  const { best, baseSeed } = descent
  if (best.seed !== baseSeed) yield* descent.try({ ...best, seed: baseSeed })
}

/**
 * Shrinks a schedule.
 *
 * @param schedule one that breaks the goal
 * @param setting `isBroken` plays one and tells whether it breaks the goal: always the same of the
 * same
 */
export function shrink(
  schedule: Schedule,
  setting: ShrinkSetting & { isBroken(this: void, schedule: Schedule): boolean },
): Shrunk {
  return played(shrinking(schedule, setting), setting.isBroken)
}
