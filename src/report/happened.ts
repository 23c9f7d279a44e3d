/** What happened in a run: the few most telling counts of its recording, and no guess at causes. */
import { formatMs } from '../kernel/units.ts'
import { slotsOf } from '../judge/course.ts'
import { PLANNED } from '../record/fault-record.ts'
import { isOnTheWay, reasonTexts } from '../record/reason.ts'
import type { Run } from '../record/run.ts'
import type { CallNumbers, ComponentNumbers } from '../record/views.ts'
import { aligned } from './columns.ts'
import type { Section } from './failure.ts'
import { count, counted, factor, moment } from './numbers.ts'

/** One thing to tell of a call or a component, and how much it weighs against its like. */
type Remark = { readonly of: string; readonly weight: number; readonly text: string }

type Remarks<Numbers> = readonly ((of: string, numbers: Numbers, run: Run) => Remark | undefined)[]

/** Fewer than this share of calls retried is no amplification worth a line. */
const LEAST_RETRIED = 0.02

/** What only the caller knows: nothing was sent. */
const onTheWay = reasonTexts(isOnTheWay)

const aboutCalls: Remarks<CallNumbers> = [
  (of, { issued, attempts }) => {
    const extra = attempts.issued - issued
    const text = `${count(attempts.issued)} attempts for ${counted(issued, 'call')}`
    const ratio = factor(attempts.issued / issued)
    return extra > issued * LEAST_RETRIED
      ? { of, weight: extra, text: `${text} (${ratio})` }
      : undefined
  },
  (of, { attempts: { outcomes } }) =>
    remark(of, outcomes.timeout, `${counted(outcomes.timeout, 'attempt')} timed out`),
  (of, { outcomes, reasons }) => {
    const open = reasons.find(reason => reason.because === 'circuit breaker open')?.count ?? 0
    const text = `${counted(open, 'call')} rejected by the open breaker`
    return remark(of, Math.min(open, outcomes.rejected), text)
  },
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
    const why = reasons.find(({ because }) => /queue|refused|down/.test(because))?.because
    const text = `${counted(outcomes.rejected, 'request')} turned away${why ? `: ${why}` : ''}`
    return remark(of, outcomes.rejected, text)
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
  (of, { queue }, run) => {
    if (queue.peak === 0) return undefined
    return remark(
      of,
      queue.peak,
      `queue peaked at ${count(queue.peak)} ${peakText(run, of, queue.peak)}`,
    )
  },
  (of, { wasted }) => {
    const text = `${counted(wasted.count, 'answer')} when nobody waited any more`
    return remark(of, wasted.count, `${text}, ${formatMs(wasted.ms)} of work`)
  },
]

const remark = (of: string, weight: number, text: string): Remark | undefined =>
  weight > 0 ? { of, weight, text } : undefined

/** The most telling counts of a whole run: for each kind of thing, where it was worst. */
export function whatHappened(run: Run): Section {
  const { calls, components } = run.recording
  const ofCalls = [...calls.keys()].sort().map(name => [name, run.on(name)] as const)
  const ofComponents = [...components.keys()].sort().map(name => [name, run.at(name)] as const)
  const worst = [
    ...aboutCalls.map(about => worstOf(ofCalls.map(([name, n]) => about(name, n, run)))),
    ...aboutComponents.map(about => worstOf(ofComponents.map(([name, n]) => about(name, n, run)))),
  ].filter(found => found !== undefined)
  return { title: 'What happened', lines: aligned(grouped([...faultRemarks(run), ...worst])) }
}

const MOST_FAULTS = 3

/** The first faults that began by chance or by a condition, and why. */
function faultRemarks(run: Run): Remark[] {
  const unplanned = run.faults.filter(({ periods }) => periods[0]?.began !== PLANNED)
  return unplanned
    .flatMap(({ kind, target, rule, periods: [first, ...others] }) => {
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
function peakText(run: Run, component: string, peak: number): string {
  const slot = slotsOf(run, {}).find(
    ({ fromMs, toMs }) => run.at(component, { between: [fromMs, toMs] }).queue.peak === peak,
  )
  return slot === undefined ? 'at the end' : `at t=${moment(slot.fromMs)}..${moment(slot.toMs)}`
}
