/** Finds out why a goal broke: the calm run, the way down, the guilty fault, the proof. */
import type { System } from '../declare/index.ts'
import type { Fault } from '../faults/fault.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { Origin } from '../record/origin.ts'
import type { Run } from '../record/run.ts'
import { callIn, calmCall, type Case } from './case.ts'
import { backIn, type Confirmed, confirmed, insteadOf, withoutFaults } from './confirm.ts'
import type { Diagnosis, Instead } from './diagnosis.ts'
import { fixedIn } from './fixed.ts'
import { type Blame, blameIn, isBroken, recordsOf } from './guilt.ts'
import { type Loop, loopIn } from './loop.ts'
import { missesIn } from './misses.ts'
import { multiplying, repeatedOn } from './multiplied.ts'
import { isTooSmall, rateText } from './overload.ts'
import { Replays } from './replays.ts'
import { type Rise, riseIn, withoutRise } from './risen-load.ts'
import { sinceItBegan, spellOf } from './spell.ts'
import { countsAt } from './step-counts.ts'
import { stepsOf } from './steps.ts'
import { type Finding, type Walk, walkDown } from './walk.ts'
import { requestsOf } from './topology.ts'

/** More requests than usual, by so much, are a load of its own. */
const MORE_LOAD = 1.3

/** Where so much of it is missed without faults as well, the faults are no cause of it. */
const AS_WELL = 0.5

/**
 * Why a goal broke.
 *
 * @returns undefined when it is not broken, or the run cannot be played again
 */
export const diagnose = (run: Run, goal: Goal): Diagnosis | undefined =>
  diagnosedCase(run, goal)?.diagnosis

/** The same, with what was looked at to find it out. */
export function diagnosedCase(
  run: Run,
  goal: Goal,
): { readonly one: Case; readonly diagnosis: Diagnosis } | undefined {
  const { origin } = run
  if (origin === undefined || !isAboutRequests(goal) || !isBroken(goal, run)) return undefined
  const replays = new Replays(run, origin)
  const one = caseOf(run, fixedIn(run, goal), { origin, replays })
  return one === undefined ? undefined : { one, diagnosis: diagnosed(one, origin, replays) }
}

/** That a breaker stayed shut is no failure of requests, nor what a test has not tried. */
const isAboutRequests = ({ kind, isOfTest }: Goal): boolean => kind !== 'trips' && !isOfTest

type Playing = { readonly origin: Origin; readonly replays: Replays }

function caseOf(run: Run, goal: Goal, { origin, replays }: Playing): Case | undefined {
  const isCalm = run.faults.every(({ touched }) => touched === 0)
  const calm = isCalm ? undefined : replays.calm()
  const whole = { fromMs: 0, toMs: run.recording.grid.horizonMs }
  const missed = (of: Run): number => missesIn(of, goal, whole).missed
  const hasCalm =
    calm !== undefined && !(isBroken(goal, calm) && missed(calm) > AS_WELL * missed(run))
  const beside = hasCalm ? calm : undefined
  const judged = spellOf(run, goal, beside)
  if (judged === undefined) return undefined
  const spell = sinceItBegan(run, goal, { calm: beside, missed: judged })
  const system = origin.system as System
  return { system, run, calm: calm ?? run, hasCalm, goal, spell, missed: judged }
}

function diagnosed(one: Case, origin: Origin, replays: Replays): Diagnosis {
  const blame = blameIn(one, origin, replays)
  const walk = walkDown(besideInnocent(one, blame, { origin, replays }))
  const ended = endOf(one.run, blame)
  const loop = ended === undefined ? undefined : loopIn(one, walk.path, ended)
  const rise = one.hasCalm ? undefined : riseIn(one)
  const end = withLoad(one, walk, rise)
  const proof =
    confirmed(one, suspectsOf(one, { ...walk, end }, loop), {
      also: repeatedOn(one, walk.path).map(({ call }) => call),
      replays,
    }) ?? byLoad(one, { end, rise }, replays)
  const found = proof?.found ?? end
  const kept = loop !== undefined && found.mechanism === loop.mechanism ? loop : undefined
  const told = { ...blame, path: walk.path, found, loop: kept, rise, endedMs: ended }
  const steps = stepsOf(one, told).map(step => ({ ...step, counts: countsAt(one, step.at) }))
  return {
    spell: one.missed,
    path: walk.path,
    place: found.place,
    mechanism: found.mechanism,
    ...blame,
    innocent: innocentOf(one, origin, blame),
    endedMs: ended,
    loop: kept,
    steps,
    instead: [...calmly(one, blame), ...(proof?.instead ?? [])],
    isConfirmed: proof?.isConfirmed ?? isBackWithout(one, blame),
    unchecked: replays.unchecked,
    runs: replays.runs,
    events: replays.events,
  }
}

/**
 * The case beside a run with the faults that are not to blame: what those do is the same in both,
 * so it leads nobody astray.
 */
function besideInnocent(one: Case, { faults, guilt, consequences }: Blame, playing: Playing): Case {
  const { origin, replays } = playing
  const innocent = othersThan(origin, [...faults, ...consequences])
  const isKnown = guilt === 'needed' || guilt === 'enough'
  if (!isKnown || !innocent.some(fault => hasTouched(one.run, fault))) return one
  const calm = replays.play('with the other faults alone', () => ({ faults: innocent }))
  return calm === undefined || isBroken(one.goal, calm) ? one : { ...one, calm }
}

const othersThan = ({ faults }: Origin, some: readonly Fault[]): readonly Fault[] => {
  const left = new Set(some.map(String))
  return (faults as readonly Fault[]).filter(fault => !left.has(String(fault)))
}

/** Faults that were felt, and do not matter; none where nobody knows. */
function innocentOf(one: Case, origin: Origin, blame: Blame): readonly Fault[] {
  const isKnown = blame.guilt !== 'suspected' && blame.guilt !== 'none'
  const others = isKnown ? othersThan(origin, [...blame.faults, ...blame.consequences]) : []
  return others.filter(fault => hasTouched(one.run, fault))
}

const hasTouched = (run: Run, fault: Fault): boolean =>
  recordsOf(run, fault).some(({ touched }) => touched > 0)

/** What may carry it, the most telling first. */
function suspectsOf(one: Case, walk: Walk, loop: Loop | undefined): readonly Finding[] {
  const looping = loop === undefined ? [] : [{ place: loop.call, mechanism: loop.mechanism }]
  return [...looping, ...walk.suspects, ...multiplying(one, walk)]
}

/** When all that is to blame was over; undefined where it never was. */
function endOf(run: Run, { faults }: Blame): Ms | undefined {
  const ends = faults.flatMap(fault => recordsOf(run, fault).map(record => endIn(run, record)))
  const last = Math.max(...ends)
  return ends.length > 0 && last < run.recording.grid.horizonMs ? last : undefined
}

/** A cache that was emptied is empty at once, however long that is said to last. */
function endIn({ recording: { caches, grid } }: Run, { fault, until, struck }: FaultRecord): Ms {
  if (until < grid.horizonMs) return until
  const emptied = struck.flatMap(name => caches.get(name)?.emptied ?? [])
  const times = emptied.filter(({ by }) => by === fault).map(({ at }) => at)
  return times.length === 0 ? until : Math.max(...times)
}

/** Too much for a component is a matter of load where clients have asked for more. */
function withLoad(one: Case, { end }: Walk, rise: Rise | undefined): Finding {
  if (end.mechanism !== 'overload') return end
  if (!one.hasCalm) return rise === undefined ? end : { ...end, mechanism: 'load' }
  const sum = (of: (call: string) => number): number =>
    requestsOf(one.run).reduce((total, call) => total + of(call), 0)
  const usual = sum(call => calmCall(one, call)?.issued ?? 0)
  const isMore = sum(call => callIn(one, call).issued) > MORE_LOAD * usual
  return isMore ? { ...end, mechanism: 'load' } : end
}

type Loaded = { readonly end: Finding; readonly rise: Rise | undefined }

/** With the load of before, or by what the slots can do, it is shown that there is too much. */
function byLoad(one: Case, { end, rise }: Loaded, replays: Replays): Confirmed | undefined {
  if (one.hasCalm || !(end.mechanism === 'load' || end.mechanism === 'overload')) return undefined
  if (rise === undefined) {
    return isTooSmall(one, end.place) ? { found: end, isConfirmed: true, instead: [] } : undefined
  }
  const change = `at ${rateText(rise.before)} throughout`
  const run = replays.play(change, () => ({ system: withoutRise(one, rise) }))
  if (run === undefined || backIn(one, run) < AS_WELL) return undefined
  return { found: end, isConfirmed: true, instead: [insteadOf(one, run, change)] }
}

/** What it comes to without the faults. */
function calmly(one: Case, { faults, consequences }: Blame): readonly Instead[] {
  if (one.calm === one.run) return []
  const change = faults.length === 0 ? 'without faults' : withoutFaults(faults, consequences)
  return [insteadOf(one, one.calm, change)]
}

/** Without the faults most of what was missed is served: they are the cause, however it came. */
const isBackWithout = (one: Case, { guilt }: Blame): boolean =>
  (guilt === 'needed' || guilt === 'enough') && one.hasCalm && backIn(one, one.calm) > AS_WELL
