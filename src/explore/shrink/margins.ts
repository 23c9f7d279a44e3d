/** How far each fault of the least schedule is from harmless: its dials, swept rung by rung. */
import type { Fault } from '../../faults/fault.ts'
import type { DialMargin } from '../findings.ts'
import type { Schedule } from '../search/trial.ts'
import { type Bounds, type Dial, dialsToWeaken } from '../space/dials.ts'
import { rungOf } from '../space/ladder.ts'
import { Attempts, played, type ShrinkSetting, type Trying } from './attempts.ts'
import { plainOnes } from './plain.ts'

/** How many values of one dial are looked at: those nearest to where it stands. */
const MOST_VALUES = 12
/** How many schedules are played for margins at most, unless somebody says otherwise. */
const MOST_RUNS = 100

type Step = DialMargin['sweep'][number]

/**
 * Turns each dial of each fault, with all else as it is. Yields schedules to play, takes whether
 * each broke the goal, and returns a margin for each dial: how bad, how long, how much it touches.
 * Values for which there were no runs left are not in it.
 *
 * @param schedule the least that breaks the goal, unless `stands` of the setting says otherwise
 * @param setting with the `answers` of shrinking nothing is played twice
 */
export function* sweeping(schedule: Schedule, setting: ShrinkSetting): Trying<DialMargin[]> {
  const { answers, limit = MOST_RUNS, space, stands = 'broken' } = setting
  const attempts = new Attempts(answers, limit)
  const asItIs = stands === 'unknown' ? undefined : stands === 'broken'
  const margins: DialMargin[] = []
  for (const index of plainOnes(schedule.faults)) {
    const fault = schedule.faults[index]
    for (const dial of tellingDials(fault, space.bounds)) {
      const answer = (value: number): Trying<boolean | undefined> =>
        attempts.isBroken({
          ...schedule,
          faults: schedule.faults.with(index, dial.turned(value)),
        })
      const sweep = yield* swept(dial, answer, asItIs)
      margins.push({ fault, dial: dial.name, sweep, isMonotone: isMonotone(sweep) })
    }
  }
  return margins
}

/** Sweeps the faults of a schedule that breaks the goal. @see sweeping */
export function dialMargins(
  schedule: Schedule,
  setting: ShrinkSetting & { isBroken(this: void, schedule: Schedule): boolean },
): DialMargin[] {
  return played(sweeping(schedule, setting), setting.isBroken)
}

/** How bad it is, how long, and how much it touches, if that is not all. */
function tellingDials(fault: Fault, bounds: Bounds): Dial[] {
  const last = ['for', 'share']
  return dialsToWeaken(fault, bounds).toSorted(
    (a, b) => last.indexOf(a.name) - last.indexOf(b.name),
  )
}

/** From weak to strong. */
function* swept(
  dial: Dial,
  answer: (value: number) => Trying<boolean | undefined>,
  asItIs: boolean | undefined,
): Trying<Step[]> {
  const steps = new Map<number, Step>()
  for (const value of nearestFirst(dial)) {
    const isBroken = value === dial.value ? asItIs : yield* answer(value)
    if (isBroken !== undefined) steps.set(value, { value, held: !isBroken })
  }
  return valuesOf(dial).flatMap(value => steps.get(value) ?? [])
}

/** Its rungs, and where it stands, from weak to strong. */
function valuesOf({ rungs, value }: Dial): readonly number[] {
  if (rungs.includes(value)) return rungs
  return rungs.toSpliced(rungOf(rungs, value) + 1, 0, value)
}

function nearestFirst(dial: Dial): readonly number[] {
  const values = valuesOf(dial)
  const stands = values.indexOf(dial.value)
  const far = (value: number): number => Math.abs(values.indexOf(value) - stands)
  return values.toSorted((a, b) => far(a) - far(b)).slice(0, MOST_VALUES)
}

/** Nothing stronger holds than the weakest that breaks it. */
function isMonotone(sweep: readonly Step[]): boolean {
  const broken = sweep.findIndex(({ held }) => !held)
  return broken === -1 || sweep.slice(broken).every(({ held }) => !held)
}
