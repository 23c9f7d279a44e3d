/** What happened in order: what began it, what carried it, and how it reached the clients. */
import type { Fault } from '../faults/fault.ts'
import { counted } from '../kernel/figures.ts'
import type { Ms } from '../kernel/units.ts'
import { backAndForthText, backlogText, lastingText } from './backlog.ts'
import { carriedBy } from './carried.ts'
import { type Case, during } from './case.ts'
import type { CauseStep } from './diagnosis.ts'
import { effectOf } from './effects.ts'
import { recordsOf } from './guilt.ts'
import { stateIn } from './in-force.ts'
import { canKnockOut } from './knock-out.ts'
import type { Loop } from './loop.ts'
import { loopSentences } from './loop-text.ts'
import { fullText, type Hop, hopsOf, lastOf } from './reached.ts'
import { isFull } from './lines.ts'
import { calleeOf, callsFrom } from './topology.ts'
import { type Rise, riseText } from './risen-load.ts'
import type { Finding } from './walk.ts'

/** What was found out. */
export type Found = {
  readonly faults: readonly Fault[]
  readonly consequences: readonly Fault[]
  readonly path: readonly string[]
  readonly found: Finding
  readonly loop: Loop | undefined
  /** Clients that asked for more by themselves. */
  readonly rise: Rise | undefined
  /** When all that is to blame was over; undefined where it never was. */
  readonly endedMs: Ms | undefined
}

/** A step, before anybody has counted. */
type Step = Omit<CauseStep, 'counts'>

/** More faults than this are only counted. */
const MOST_FAULTS = 2

/** The steps from the cause to the clients. */
export function stepsOf(one: Case, all: Found): Step[] {
  const { faults, consequences, path, found, loop, rise } = all
  const { fromMs } = one.spell
  const step = (at: string, sentence: string, from: number | undefined = fromMs): Step => ({
    at,
    fromMs: from,
    sentence,
    isDetail: false,
  })
  const begun = faults.slice(0, MOST_FAULTS).flatMap((fault, i) => {
    if (i > 0 && isBeside(one, faults[0], fault)) return []
    const second = faults.slice(i + 1, MOST_FAULTS).find(other => isBeside(one, fault, other))
    return [begunBy(one, fault, second)]
  })
  const rest = faults.length - MOST_FAULTS
  const more = rest > 0 ? [step(found.place, `and ${counted(rest, 'more fault')}`)] : []
  const followed = consequences.slice(0, 1).flatMap(fault => followedBy(one, fault, faults))
  const risen = rise === undefined ? [] : [step(rise.clients, riseText(rise), rise.fromMs)]
  const carried = carriedIn(one, all).map(({ sentence, isDetail }, i) => ({
    ...step(found.place, sentence, i === 0 ? loop?.fromMs : undefined),
    isDetail,
  }))
  const top = path[0] ?? found.place
  const { hops, last } = upFrom(one, all)
  const up = [
    ...hops.map(hop => ({ ...step(top, hop.sentence), isDetail: hop.isDetail })),
    ...last.map(sentence => step(top, sentence)),
  ]
  return [...begun, ...more, ...risen, ...followed, ...carried, ...up]
}

/** On the way up, and what the clients saw. */
type Up = {
  readonly hops: readonly Hop[]
  readonly last: readonly string[]
}

/** How it went up to the clients; a loop, or the loss of messages, has told of that. */
function upFrom(one: Case, { path, found, loop, endedMs, rise }: Found): Up {
  if (found.mechanism === 'dead letters') return { hops: [], last: [] }
  const last = lastOf(one, path)
  if (loop !== undefined) return { hops: [], last }
  const hops = hopsOf(one, { found, path })
  const over = endedMs ?? rise?.untilMs
  const backlog =
    over === undefined
      ? lastingText(one, found.place)
      : (backlogText(one, { found, path }, over) ?? backAndForthText(one, path, over))
  const outlasts = backlog === undefined ? [] : [{ sentence: backlog, isDetail: false }]
  return { hops: [...hops, ...outlasts], last }
}

/** What a fault did where it struck it has told already. */
function carriedIn(one: Case, { faults, path, found, loop, rise }: Found): readonly Hop[] {
  if (loop !== undefined) return loopSentences(one, loop, path)
  const struck = faults.flatMap(fault => recordsOf(one.run, fault)).flatMap(({ struck }) => struck)
  if (!canKnockOut(found.mechanism) && struck.includes(found.place)) return []
  const risen = rise && during(one, { fromMs: rise.fromMs, toMs: rise.untilMs })
  const when = lastsLonger(found) ? one : (risen ?? inForce(one, faults))
  return carriedBy({ one: when, found, path }).map(sentence => ({ sentence, isDetail: false }))
}

/** A breaker may open late, and retries make load when the fault is over, too. */
const lastsLonger = ({ mechanism }: Finding): boolean =>
  mechanism === 'open breaker' || mechanism === 'retries' || mechanism === 'hedges'

/** The part of the spell in which its faults were in force, if there is one: it is at its worst. */
function inForce(one: Case, faults: readonly Fault[]): Case {
  const records = faults.flatMap(fault => recordsOf(one.run, fault))
  const fromMs = Math.max(one.spell.fromMs, Math.min(...records.map(({ from }) => from)))
  const toMs = Math.min(one.spell.toMs, Math.max(...records.map(({ until }) => until)))
  return records.length > 0 && fromMs < toMs ? during(one, { fromMs, toMs }) : one
}

/** Whether two faults strike the same, at the same time: they are told as one. */
function isBeside({ run }: Case, one: Fault, other: Fault): boolean {
  const [{ from, until }] = recordsOf(run, one)
  const [second] = recordsOf(run, other)
  return one.target === other.target && from === second.from && until === second.until
}

function begunBy(one: Case, fault: Fault, beside: Fault | undefined): Step {
  const records = recordsOf(one.run, fault)
  const [first] = records
  const effects = records.map(record => effectOf(one, { fault, record }))
  const effect = effects.find(seen => seen !== undefined)
  const said = effect ?? stateIn(first)
  const both = beside === undefined ? '' : ` and ${beside}`
  const sentence = `${fault}${both}: ${said}`
  return { at: first.target, fromMs: first.from, sentence, isDetail: false }
}

/** A fault that began by what the others did: who was full by then, and by what it began. */
function followedBy(one: Case, fault: Fault, faults: readonly Fault[]): Step[] {
  const [record] = recordsOf(one.run, fault)
  const { target, from } = record
  const struck = faults.flatMap(other => recordsOf(one.run, other)).flatMap(other => other.struck)
  const full = callsFrom(one.run, target)
    .filter(call => struck.includes(calleeOf(call)) && isFull(one, target))
    .map(call => fullText(one, call))
  const began = `so ${fault.cause.kind}('${target}') began: ${record.periods[0]?.began ?? ''}`
  return [...full, began].map(sentence => ({
    at: target,
    fromMs: from,
    sentence,
    isDetail: false,
  }))
}
