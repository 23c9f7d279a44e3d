/** What happened in order: what began it, what carried it, and how it reached the clients. */
import type { Fault } from '../faults/fault.ts'
import { count } from '../kernel/count.ts'
import { counted } from '../kernel/figures.ts'
import { carriedBy, loopSentences } from './carried.ts'
import { type Case, during } from './case.ts'
import type { CauseStep } from './diagnosis.ts'
import { effectOf } from './effects.ts'
import { recordsOf } from './guilt.ts'
import { stateIn } from './in-force.ts'
import { canKnockOut } from './knock-out.ts'
import type { Loop } from './loop.ts'
import { reached } from './reached.ts'
import { callerOf } from './topology.ts'
import type { Finding } from './walk.ts'

/** What was found out. */
export type Found = {
  readonly faults: readonly Fault[]
  readonly consequences: readonly Fault[]
  readonly path: readonly string[]
  readonly found: Finding
  readonly loop: Loop | undefined
}

/** A step, before anybody has counted. */
type Step = Omit<CauseStep, 'counts'>

/** More faults than this are only counted. */
const MOST_FAULTS = 2

/** The steps from the cause to the clients. */
export function stepsOf(one: Case, { faults, consequences, path, found, loop }: Found): Step[] {
  const { fromMs } = one.spell
  const step = (at: string, sentence: string, from: number | undefined = fromMs): Step => ({
    at,
    fromMs: from,
    sentence,
  })
  const begun = faults.slice(0, MOST_FAULTS).map(fault => begunBy(one, fault))
  const rest = faults.length - MOST_FAULTS
  const more = rest > 0 ? [step(found.place, `and ${counted(rest, 'more fault')}`)] : []
  const followed = consequences.slice(0, 1).map(fault => followedBy(one, fault))
  const carried = carriedIn(one, { faults, path, found, loop }).map((sentence, i) =>
    step(found.place, sentence, i === 0 ? loop?.fromMs : undefined),
  )
  const told = new Set([found.place.includes('->') ? callerOf(found.place) : found.place])
  const up = loop === undefined ? reached(one, path, told) : []
  return [
    ...begun,
    ...more,
    ...followed,
    ...carried,
    ...up.map(sentence => step(path[0] ?? found.place, sentence)),
  ]
}

/** What a fault did where it struck it has told already. */
function carriedIn(
  one: Case,
  { faults, path, found, loop }: Omit<Found, 'consequences'>,
): readonly string[] {
  if (loop !== undefined) return loopSentences(one, loop, path)
  const struck = faults.flatMap(fault => recordsOf(one.run, fault)).flatMap(({ struck }) => struck)
  if (!canKnockOut(found.mechanism) && struck.includes(found.place)) return []
  return carriedBy({ one: inForce(one, faults), found, path })
}

/** The part of the spell in which its faults were in force, if there is one: it is at its worst. */
function inForce(one: Case, faults: readonly Fault[]): Case {
  const records = faults.flatMap(fault => recordsOf(one.run, fault))
  const fromMs = Math.max(one.spell.fromMs, Math.min(...records.map(({ from }) => from)))
  const toMs = Math.min(one.spell.toMs, Math.max(...records.map(({ until }) => until)))
  return records.length > 0 && fromMs < toMs ? during(one, { fromMs, toMs }) : one
}

function begunBy(one: Case, fault: Fault): Step {
  const records = recordsOf(one.run, fault)
  const [first] = records
  const effect = records.map(record => effectOf(one, record)).find(seen => seen !== undefined)
  const touched = records.reduce((sum, record) => sum + record.touched, 0)
  const said = effect ?? `${stateIn(first.kind, first.target)}; it touched ${count(touched)}`
  return { at: first.target, fromMs: first.from, sentence: `${fault}: ${said}` }
}

function followedBy(one: Case, fault: Fault): Step {
  const [record] = recordsOf(one.run, fault)
  const began = record.periods[0]?.began ?? ''
  return { at: record.target, fromMs: record.from, sentence: `so ${fault} began: ${began}` }
}
