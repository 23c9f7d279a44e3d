/** How it went from where it came from up to the clients, hop by hop. */
import { count } from '../kernel/count.ts'
import { counted, factor } from '../kernel/figures.ts'
import { formatMs } from '../kernel/units.ts'
import { callIn, type Case, componentIn, failedOf, lengthOf } from './case.ts'
import type { CauseStep } from './diagnosis.ts'
import { endingText, wholly } from './endings.ts'
import { atResource } from './limits.ts'
import { isFull, lineText, sinceThen, slotsText } from './lines.ts'
import { dataOf, ofEach } from './missed-by-kind.ts'
import { whoseOf } from './misses.ts'
import { repeatedOn } from './multiplied.ts'
import { rateText } from './overload.ts'
import {
  calleeOf,
  callerOf,
  callsFrom,
  canFail,
  handlerOf,
  isAskedBy,
  requestsOf,
  slotsOf,
  standInsOf,
} from './topology.ts'
import type { Finding } from './walk.ts'

/** More of these are only noise on the way. */
const MOST_FULL = 2

/** Fewer of what came were taken: a queue grows. */
const TAKEN = 0.9

/** More clients than this beside those on the way are too many for a line. */
const MOST_OTHERS = 2

/** What is told beside the way up. */
export type Told = { readonly found: Finding; readonly path: readonly string[] }

/** A sentence on the way up. */
export type Hop = Pick<CauseStep, 'sentence' | 'isDetail'>

/** From the deepest call up: what went wrong besides, and who was full, else who failed with it. */
export function hopsOf(one: Case, told: Told): Hop[] {
  const { path } = told
  const besides = [
    ...standInTexts(one, told),
    ...path.flatMap(call => refusedText(one, call)),
    ...path.flatMap(call => usedUpText(one, call)),
    ...handledOf(one, path).flatMap(call => growthText(one, call, path)),
  ]
  return [
    ...besides.map(sentence => ({ sentence, isDetail: false })),
    ...waitsOf(one, told).map(sentence => ({ sentence, isDetail: true })),
  ]
}

/** The calls that are not made by clients, the deepest first. */
const handledOf = ({ system }: Case, path: readonly string[]): readonly string[] =>
  path.toReversed().filter(call => handlerOf(system, callerOf(call)) !== undefined)

function waitsOf(one: Case, { found: { place, mechanism }, path }: Told): string[] {
  const top = mechanism === 'no time-out' ? callerOf(place) : place
  const above = handledOf(one, path)
  const full = above.filter(call => isFull(one, callerOf(call)) && callerOf(call) !== top)
  const isTold = (call: string): boolean => call === place && mechanism === 'errors'
  const failed = mechanism === 'open breaker' ? [] : above.filter(call => !isTold(call))
  const hops = full.slice(0, MOST_FULL).map(call => fullText(one, call))
  return hops.length > 0 ? hops : failedTexts(one, failed)
}

/** `so all 64 slots of product waited for db, 192 in line`. */
export function fullText(one: Case, call: string): string {
  const caller = callerOf(call)
  const line = lineText(one, caller)
  return `so ${slotsText(one, caller)} waited for ${calleeOf(call)}${line}`
}

/** What was to stand in has failed as well; where it was too much for that, that has been told. */
function standInTexts(one: Case, { path, found: { mechanism } }: Told): string[] {
  if (mechanism === 'overload' || mechanism === 'load') return []
  const pairs = path.flatMap(call => [
    ...standInsOf(one.system, call).map(callee => [call, `${callerOf(call)}->${callee}`] as const),
    ...callsFrom(one.run, callerOf(call))
      .filter(other => standInsOf(one.system, other).includes(calleeOf(call)))
      .map(other => [other, call] as const),
  ])
  const texts = pairs.flatMap(([call, instead]) => {
    if (!one.run.recording.calls.has(instead)) return []
    const { issued } = wholly(one, instead)
    const failed = failedOf(wholly(one, instead))
    if (failed === 0) return []
    const some = `${count(failed)} of ${count(issued)} failed`
    return [`${calleeOf(instead)} stands in for ${calleeOf(call)}: ${some}`]
  })
  return [...new Set(texts)]
}

/** Retries that would have helped, and were not allowed. */
function refusedText(one: Case, call: string): string[] {
  const refused = wholly(one, call).counts['retries refused'] ?? 0
  if (refused === 0) return []
  return [`the retry budget of ${call} is used up: ${counted(refused, 'retry', 'retries')} refused`]
}

/** Something finite that was used up; calls that are made again use more of it. */
function usedUpText(one: Case, call: string): string[] {
  const [repeated] = repeatedOn(one, [call])
  const again = repeated === undefined ? '' : `, with ${factor(repeated.attempts)} attempts a call`
  return atResource(sinceThen(one), calleeOf(call)).map(text => `so ${text}${again}`)
}

/** Messages that come faster than workers take them. */
function growthText(one: Case, call: string, path: readonly string[]): string[] {
  const queue = callerOf(call)
  if (!one.run.recording.queues.has(queue)) return []
  const came = callsTo(one, queue)
  const taken = callIn(one, call).issued
  if (taken > TAKEN * came) return []
  const rate = (number: number): string => rateText((number * 1_000) / lengthOf(one))
  const worker = calleeOf(call)
  const next = path[path.indexOf(call) + 1]
  const isFilled = next !== undefined && inFlightOf(one, worker) >= slotsOf(one.system, worker)
  const held = isFilled ? `: ${slotsText(one, worker)} wait for ${calleeOf(next)}` : ''
  return [`so ${worker} takes ${rate(taken)} of the ${rate(came)} that come to ${queue}${held}`]
}

const inFlightOf = (one: Case, component: string): number =>
  componentIn(one, component).inFlight.peak

const callsTo = (one: Case, component: string): number =>
  [...one.run.recording.calls.keys()]
    .filter(name => calleeOf(name) === component)
    .reduce((sum, name) => sum + callIn(one, name).issued, 0)

/** The call nearest to the clients that failed, and how. */
function failedTexts(one: Case, above: readonly string[]): string[] {
  const call = above.findLast(name => !canFail(one.system, name) && failedOf(wholly(one, name)) > 0)
  const text = call === undefined ? undefined : endingText(one, call, `calls of ${call}`)
  return text === undefined ? [] : [`so ${text}`]
}

/** What the clients saw of it. */
export function lastOf(one: Case, path: readonly string[]): string[] {
  const [first] = path
  if (first === undefined || handlerOf(one.system, callerOf(first)) !== undefined) return []
  const { at, on } = whoseOf(one.goal)
  if (at !== undefined || on !== undefined) return []
  const whose = `requests of ${callerOf(first)}`
  const text = slowText(one, whose) ?? endingText(one, first, whose)
  return text === undefined ? [] : [`so ${text}${othersText(one, path)}`]
}

/** `, and 32 of editors, which need maker as well, failed`: others that the goal is about. */
function othersText(one: Case, path: readonly string[]): string {
  const { goal, run, calm, hasCalm, system } = one
  const [first] = path
  if (goal.kind === 'latency' || whoseOf(goal).class !== undefined) return ''
  const clients = callerOf(first)
  const names = [...new Set(requestsOf(run).map(callerOf))].filter(name => name !== clients)
  const failedAt = (name: string, of: Case): number =>
    requestsOf(run)
      .filter(call => callerOf(call) === name)
      .reduce((sum, call) => sum + failedOf(wholly(of, call)), 0)
  const sharedBy = (name: string): string => {
    const shared = path
      .slice(1)
      .map(calleeOf)
      .findLast(callee => isAskedBy(system, name, callee))
    return shared === undefined ? '' : `, which need ${shared} as well,`
  }
  return names
    .map(name => ({ name, many: failedAt(name, one) }))
    .filter(({ name, many }) => many > (hasCalm ? failedAt(name, { ...one, run: calm }) : 0))
    .sort((a, b) => b.many - a.many)
    .slice(0, MOST_OTHERS)
    .map(({ name, many }) => `, and ${count(many)} of ${name}${sharedBy(name)} failed`)
    .join('')
}

/** A goal for latency is about those that took longer. */
function slowText({ run, goal }: Case, whose: string): string | undefined {
  const of = ofEach(goal) ?? goal
  if (of.kind !== 'latency') return undefined
  const { limitMs, question } = dataOf(of, 'latency')
  const over = run.slowerThan(limitMs, question)
  return `${count(over)} ${whose} took over ${formatMs(limitMs)}`
}
