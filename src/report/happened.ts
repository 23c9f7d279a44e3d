/**
 * What happened in a run, or in the part of it that was asked for: the few most telling counts of
 * its recording, and no guess at causes.
 */
import { formatShare } from '../kernel/units.ts'
import { type Amplification, amplificationOf } from '../judge/amplification.ts'
import { slotsOf } from '../judge/course.ts'
import { inVain, limitsThatMatter } from '../judge/limits.ts'
import { PLANNED } from '../record/fault-record.ts'
import { Level } from '../record/levels.ts'
import { isOnTheWay, reasonTexts } from '../record/reason.ts'
import type { Run } from '../record/run.ts'
import type { CacheNumbers } from '../record/cache-numbers.ts'
import type { CallNumbers, ComponentNumbers } from '../record/views.ts'
import { spanOf, type Window } from '../record/window.ts'
import { aligned } from './columns.ts'
import type { Section } from './failure.ts'
import { count, counted, factor, lasting, moment } from './numbers.ts'
import { windowText } from './subject.ts'

/** One thing to tell of a call or a component, and how much it weighs against its like. */
type Remark = { readonly of: string; readonly weight: number; readonly text: string }

/** What it is told of: a part of a run. */
type Part = { readonly run: Run; readonly window: Window; readonly amplification: Amplification }

type Remarks<Numbers> = readonly ((
  of: string,
  numbers: Numbers,
  part: Part,
) => Remark | undefined)[]

/** Fewer than this share of calls retried is no amplification worth a line. */
const LEAST_RETRIED = 0.02

/** What only the caller knows: nothing was sent. */
const onTheWay = reasonTexts(isOnTheWay)

/** Calls that a breaker has turned away, in one of its states. */
const turnedAwayBy =
  (reason: string, how: string) =>
  (of: string, { outcomes, reasons }: CallNumbers): Remark | undefined => {
    const some = reasons.find(({ because }) => because === reason)?.count ?? 0
    return remark(of, Math.min(some, outcomes.rejected), `${counted(some, 'call')} ${how}`)
  }

const aboutCalls: Remarks<CallNumbers> = [
  (of, { issued, attempts }, { amplification }) => {
    const extra = attempts.issued - issued
    if (!(extra > issued * LEAST_RETRIED)) return undefined
    const text = `${count(attempts.issued)} attempts for ${counted(issued, 'call')}`
    const own = attempts.issued / issued
    const all = amplification.get(of) ?? own
    const before = all > own * (1 + LEAST_RETRIED)
    const ratio = `${factor(own)}${before ? `; ${factor(all)} with the retries above it` : ''}`
    return { of, weight: extra, text: `${text} (${ratio})` }
  },
  (of, numbers) => {
    const [worst] = limitsThatMatter(numbers)
    if (worst === undefined) return undefined
    const { limit, waited, totalMs, longestMs } = worst
    const long = `${lasting(totalMs)} in all, ${lasting(longestMs)} at most`
    const lost = inVain(worst)
    const vain = lost === 0 ? '' : `, ${count(lost)} in vain`
    const text = `${counted(waited, 'wait')} at its ${limit}: ${long}${vain}`
    return { of, weight: totalMs, text }
  },
  (of, { attempts: { outcomes } }) =>
    remark(of, outcomes.timeout, `${counted(outcomes.timeout, 'attempt')} timed out`),
  turnedAwayBy('circuit breaker open', 'rejected by the open breaker'),
  turnedAwayBy('circuit breaker half-open', 'rejected by the half-open breaker beside its probes'),
  (of, { reasons }) => {
    const lost = reasons.find(({ because }) => onTheWay.has(because))
    if (lost === undefined) return undefined
    return remark(of, lost.count, `${counted(lost.count, 'call')} failed: ${lost.because}`)
  },
  (of, { breaker }) => {
    const opened = breaker.filter(change => change.to === 'open')
    if (opened.length === 0) return undefined
    const text = `breaker opened ${opened.length === 1 ? 'once' : `${count(opened.length)} times`}`
    return remark(of, opened.length, `${text}, first at t=${moment(opened[0].at)}`)
  },
]

const aboutComponents: Remarks<ComponentNumbers> = [
  (of, { outcomes, reasons }) => {
    const why = reasons.find(({ because }) => /queue|refused|down/.test(because))
    const many = Math.min(outcomes.rejected, why?.count ?? Infinity)
    const text = `${counted(many, 'request')} turned away${why ? `: ${why.because}` : ''}`
    return remark(of, many, text)
  },
  (of, { reasons }) => {
    const code = reasons.find(({ because }) => /^\d+$/.test(because))
    if (code === undefined) return undefined
    return remark(of, code.count, `${counted(code.count, 'answer')} with error ${code.because}`)
  },
  (of, { reasons }) => {
    const lost = reasons.find(({ because }) => /lost|no answer/.test(because))
    if (lost === undefined) return undefined
    return remark(
      of,
      lost.count,
      `${counted(lost.count, 'request')} without an answer: ${lost.because}`,
    )
  },
  (of, { queue }, part) => {
    if (queue.peak === 0) return undefined
    return remark(
      of,
      queue.peak,
      `queue peaked at ${count(queue.peak)} ${peakText(part, of, queue.peak)}`,
    )
  },
  (of, { wasted }) => {
    const work = lasting(wasted.ms)
    if (work === lasting(0)) return undefined
    const text = `${counted(wasted.count, 'answer')} when nobody waited any more`
    return remark(of, wasted.ms, `${text}, ${work} of work`)
  },
]

const aboutCaches: Remarks<CacheNumbers> = [
  (of, { emptied: [first, ...others] }) => {
    if (first === undefined) return undefined
    const by = first.by === undefined ? 'with its memory used up' : `by ${first.by}`
    const more = others.length === 0 ? '' : `, and ${counted(others.length, 'more time')}`
    return remark(of, 1 + others.length, `emptied at t=${moment(first.at)} ${by}${more}`)
  },
  (of, { lookups, hitRatio = 1, misses, fillsInFlight, emptied, unanswered }) => {
    if (emptied.length === 0 && unanswered === 0) return undefined
    const text = `${counted(misses, 'miss', 'misses')} of ${counted(lookups, 'look-up')}`
    const most = `up to ${counted(fillsInFlight.peak, 'fill')} at once`
    return remark(of, misses, `hit ratio ${formatShare(hitRatio)}: ${text}, ${most}`)
  },
  (of, { unanswered }) =>
    remark(of, unanswered, `${counted(unanswered, 'look-up')} without an answer`),
  (of, { stale, staleIfError }) => {
    const old = stale + staleIfError
    return remark(of, old, `${counted(old, 'old answer')} served`)
  },
]

const remark = (of: string, weight: number, text: string): Remark | undefined =>
  weight > 0 ? { of, weight, text } : undefined

/**
 * The most telling counts of a part of a run: for each kind of thing, where it was worst.
 *
 * @param bystanders calls and components that are known to have no part in it
 */
export function whatHappened(
  run: Run,
  window: Window = {},
  bystanders: ReadonlySet<string> = new Set(),
): Section {
  const { calls, components, caches } = run.recording
  const part: Part = { run, window, amplification: amplificationOf(run, window) }
  const those = (all: ReadonlyMap<string, unknown>): string[] =>
    [...all.keys()].filter(name => !bystanders.has(name)).sort()
  const ofCalls = those(calls).map(name => [name, run.on(name, window)] as const)
  const ofComponents = those(components).map(name => [name, run.at(name, window)] as const)
  const ofCaches = those(caches).map(name => [name, run.cache(name, window)] as const)
  const worst = [
    ...aboutCalls.map(about => worstOf(ofCalls.map(([name, n]) => about(name, n, part)))),
    ...aboutComponents.map(about => worstOf(ofComponents.map(([name, n]) => about(name, n, part)))),
    ...aboutCaches.map(about => worstOf(ofCaches.map(([name, n]) => about(name, n, part)))),
  ].filter(found => found !== undefined)
  const title = ['What happened', windowText(run, window)].filter(Boolean).join(' ')
  return { title, lines: aligned(grouped([...faultRemarks(part), ...worst])) }
}

const MOST_FAULTS = 3

/** The first faults that began by chance or by a condition, up to the end of that part, and why. */
function faultRemarks({ run, window }: Part): Remark[] {
  const { toMs } = spanOf(run.recording, window)
  const unplanned = run.faults.filter(({ periods }) => periods[0]?.began !== PLANNED)
  return unplanned
    .flatMap(({ kind, target, rule, periods }) => {
      const [first, ...others] = periods.filter(({ from }) => from < toMs)
      if (first === undefined) return []
      const whose = rule === undefined ? kind : `${kind}, by the rule "${rule}",`
      const times = others.length === 0 ? '' : ` ${count(others.length + 1)} times, first`
      const text = `${whose} began${times} at t=${moment(first.from)}: ${first.began}`
      return [{ of: target, weight: first.from, text }]
    })
    .sort((a, b) => a.weight - b.weight)
    .slice(0, MOST_FAULTS)
}

const worstOf = (remarks: readonly (Remark | undefined)[]): Remark | undefined =>
  remarks.reduce(
    (worst, next) => ((next?.weight ?? 0) > (worst?.weight ?? 0) ? next : worst),
    undefined,
  )

/** Each name once, before the first thing said of it. */
function grouped(remarks: readonly Remark[]): string[][] {
  const names = [...new Set(remarks.map(({ of }) => of))]
  return names.flatMap(name =>
    remarks.filter(({ of }) => of === name).map(({ text }, i) => [i === 0 ? name : '', text]),
  )
}

/** In which slot a queue was longest. */
function peakText({ run, window }: Part, component: string, peak: number): string {
  const { components, grid } = run.recording
  const levels = components.get(component)?.levels
  const slot = slotsOf(run, window).find(
    ({ fromMs, toMs }) => levels?.peak(Level.Queued, grid.range(fromMs, toMs)) === peak,
  )
  return slot === undefined ? 'at the end' : `at t=${moment(slot.fromMs)}..${moment(slot.toMs)}`
}
