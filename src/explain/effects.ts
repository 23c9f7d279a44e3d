/** What a fault did where it struck, measured against the calm run. */
import { count } from '../kernel/count.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import { isOnTheWay, Reason, reasonText, reasonTexts } from '../record/reason.ts'
import type { ComponentNumbers } from '../record/views.ts'
import { countOf } from './at-call.ts'
import { calmCall, calmComponent, callIn, type Case, componentIn, during, meanOf } from './case.ts'
import { calleeOf, callerOf, requestsOf } from './topology.ts'

/** Longer than usual by more than this share. */
const SLOWER = 0.2

/** Fewer of the attempts than this without an answer are no effect of it. */
const SOME = 0.05

/** Some take so many times as long as all of them in the mean. */
const SOME_LONGER = 5

const down = new Set([Reason.Refused, Reason.Down, Reason.LostInCrash].map(reasonText))
const onTheWay = reasonTexts(isOnTheWay)

/** What was seen of a fault while it was in force, in a sentence; undefined when it was little. */
export function effectOf(one: Case, record: FaultRecord): string | undefined {
  const { horizonMs } = one.run.recording.grid
  const [from, until] = [record.from, Math.min(record.until, horizonMs)]
  if (!(from < until)) return undefined
  const meanwhile = during(one, { fromMs: from, toMs: until })
  const { components, calls } = one.run.recording
  for (const name of record.struck) {
    const seen = components.has(name)
      ? atComponent(meanwhile, name)
      : calls.has(name)
        ? atCall(meanwhile, name)
        : atClients(meanwhile, name)
    if (seen !== undefined) return seen
  }
  return undefined
}

function atComponent(one: Case, name: string): string | undefined {
  const numbers = componentIn(one, name)
  const calm = calmComponent(one, name)
  const lost = countOf(numbers.reasons, down)
  if (lost > 0) return `${name} was down for ${count(lost)} of ${count(numbers.issued)} requests`
  const emptied = one.run.recording.caches.has(name) ? emptiedIn(one, name) : undefined
  if (emptied !== undefined) return emptied
  const [work, usual] = [meanOf(numbers.working), meanOf(calm?.working)]
  if (isLonger(work, usual)) return workText(one, name)
  if (wrongIn(numbers) > wrongIn(calm)) return wrongText(name, numbers)
  const [waited, usually] = [meanOf(numbers.waiting), meanOf(calm?.waiting)]
  if (!isLonger(waited, usually)) return undefined
  return `requests waited ${formatMs(waited)} at ${name}, not ${formatMs(usually)}`
}

/** `orders worked 116ms a request, some of them 1.08s, not 80ms`. */
export function workText(one: Case, name: string): string {
  const { working } = componentIn(one, name)
  const usual = calmComponent(one, name)?.working.mean
  const longest = working.p99 ?? 0
  const some = longest > SOME_LONGER * meanOf(working) ? `, some of them ${formatMs(longest)}` : ''
  const before = usual === undefined ? '' : `, not ${formatMs(usual)}`
  return `${name} worked ${formatMs(meanOf(working))} a request${some}${before}`
}

const isLonger = (ms: Ms, usual: Ms): boolean => ms > usual * (1 + SLOWER)

/** Answers that said no, or were spoilt. */
const wrongIn = (numbers: ComponentNumbers | undefined): number =>
  numbers === undefined ? 0 : numbers.outcomes.error + numbers.outcomes.incorrect

function wrongText(name: string, numbers: ComponentNumbers): string {
  const { error, incorrect } = numbers.outcomes
  const what = error >= incorrect ? 'errors' : 'wrong'
  return `${count(wrongIn(numbers))} of ${count(numbers.issued)} answers of ${name} were ${what}`
}

function emptiedIn(one: Case, cache: string): string | undefined {
  const { fromMs } = one.spell
  const { horizonMs } = one.run.recording.grid
  const later = { between: [fromMs, horizonMs] } as const
  const { emptied, misses } = one.run.cache(cache, later)
  if (emptied.length === 0) return undefined
  const usual = one.hasCalm ? `, not ${count(one.calm.cache(cache, later).misses)}` : ''
  return `${cache} was emptied: ${count(misses)} misses from then on${usual}`
}

function atCall(one: Case, name: string): string | undefined {
  const { attempts, reasons, latency } = callIn(one, name)
  const noWay = reasons.find(({ because }) => onTheWay.has(because))
  if (noWay !== undefined) return `${count(noWay.count)} calls failed: ${noWay.because}`
  const silent = attempts.outcomes.timeout + attempts.outcomes.cancelled + attempts.unfinished
  const calm = calmCall(one, name)
  const isFew = silent <= SOME * attempts.issued
  const [took, usual] = [meanOf(latency), meanOf(calm?.latency)]
  const callee = calleeOf(name)
  const answered = `${callee} answered ${count(componentIn(one, callee).outcomes.ok)}`
  if (!isFew)
    return `${count(silent)} of ${count(attempts.issued)} calls had no answer; ${answered}`
  if (isLonger(took, usual)) return `${name} took ${formatMs(took)}, not ${formatMs(usual)}`
  return undefined
}

/** Clients that asked for more. */
function atClients(one: Case, name: string): string | undefined {
  const calls = requestsOf(one.run).filter(call => callerOf(call) === name)
  const sum = (of: (call: string) => number): number =>
    calls.reduce((total, call) => total + of(call), 0)
  const asked = sum(call => callIn(one, call).issued)
  const usual = sum(call => calmCall(one, call)?.issued ?? 0)
  if (asked <= usual * (1 + SLOWER)) return undefined
  return `${name} sent ${count(asked)} requests, not ${count(usual)}`
}
