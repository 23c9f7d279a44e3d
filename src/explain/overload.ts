/** Too much for a component: how many slots what comes to it needs, beside how many there are. */
import { count } from '../kernel/count.ts'
import { counted } from '../kernel/figures.ts'
import { formatMs, formatShare, type Ms } from '../kernel/units.ts'
import { calmComponent, callIn, type Case, componentIn, during, lengthOf, meanOf } from './case.ts'
import type { CallNumbers } from '../record/views.ts'
import { wholly } from './endings.ts'
import { lineText } from './lines.ts'
import { calleeOf, requestsOf, slotsOf, standInsOf } from './topology.ts'

/** As busy as it can be. */
const BUSY = 0.9

/** Asked for more than usual by this share. */
const MORE = 0.1

/** What comes to a component, and what that takes. */
export type Need = {
  /** Requests a second. */
  readonly rate: number
  /** The same as usual; undefined where that is not known. */
  readonly usual: number | undefined
  /** How long each holds a slot. */
  readonly eachMs: Ms
  /** How many slots that takes on average. */
  readonly slots: number
  /** How many there are. */
  readonly has: number
}

/**
 * What a component needs for what it is asked for.
 *
 * @param path the calls that lead to it, to count what limits on the way have held back
 */
export function needOf(one: Case, component: string, path: readonly string[] = []): Need {
  const rate = askedOf(one, component, path)
  const eachMs = slotTimeOf(one, component)
  const calm = calmComponent(one, component)
  const usual = calm === undefined ? undefined : perSecond(calm.issued, one)
  const has = slotsOf(one.system, component)
  return { rate, usual, eachMs, slots: (rate * eachMs) / 1_000, has }
}

/** Whether it has too few slots for what it is asked for: it cannot but fall behind. */
export function isTooSmall(one: Case, component: string): boolean {
  const { slots, has } = needOf(one, component)
  return slots > has
}

/** `matches is asked for 260/s of 30ms each, which takes 7.8 slots; it has 4, up to 9 in line`. */
export function overloadTexts(
  one: Case,
  component: string,
  path: readonly string[],
): readonly string[] {
  const fallenBack = [...path.map(calleeOf), component].flatMap(name => fallbackTexts(one, name))
  return [...new Set(fallenBack), overloadText(one, component, path)]
}

/** Calls whose fallback a component is, and that could not be answered otherwise. */
function fallbackTexts(one: Case, component: string): string[] {
  const calls = [...one.run.recording.calls.keys()].sort()
  return calls.flatMap(call => {
    if (!standInsOf(one.system, call).includes(component)) return []
    const many = unansweredOf(wholly(one, call))
    const usual = one.hasCalm ? unansweredOf(wholly({ ...one, run: one.calm }, call)) : 0
    if (many <= usual) return []
    return [`so ${counted(many, 'call')} of ${call} fell back to ${component}`]
  })
}

const unansweredOf = ({ issued, attempts }: CallNumbers): number => issued - attempts.outcomes.ok

function overloadText(one: Case, component: string, path: readonly string[]): string {
  const { rate, usual, eachMs, slots, has } = needOf(one, component, path)
  const before = usual !== undefined && rate > usual * (1 + MORE) ? `, not ${rateText(usual)}` : ''
  if (slots > has) {
    const asked = `${component} was asked ${rateText(rate)}${before}`
    const needs = `at ${formatMs(eachMs)} each that takes ${placesText(rate, eachMs)} slots`
    const line = lineText(one, component).replace(' more in line', ' in line')
    return `${asked}: ${needs}; it has ${count(has)}${line}`
  }
  const { utilisation, waiting } = componentIn(one, component)
  const state =
    utilisation > BUSY
      ? `${component} was ${shareText(utilisation)} busy with ${rateText(rate)}${before}`
      : `requests waited ${formatMs(meanOf(waiting))} for a slot of ${component}`
  return `${state}${lineText(one, component)}`
}

/** Where callers hold some back, as many are meant as there would be of all requests. */
function askedOf(one: Case, component: string, path: readonly string[]): number {
  const came = perSecond(attemptsAt(one, component), one) * heldBack(one, path)
  const reference = referenceFor(one)
  if (reference === undefined) return came
  const each = attemptsAt(reference, component) / Math.max(1, requestsIn(reference))
  return Math.max(came, perSecond(requestsIn(one) * each, one))
}

/** How many times as many would come, had breakers and limits on the way let all of them pass. */
const heldBack = (one: Case, path: readonly string[]): number =>
  path.reduce((times, call) => {
    const { issued, attempts } = callIn(one, call)
    return times * (attempts.issued === 0 ? 1 : Math.max(1, issued / attempts.issued))
  }, 1)

/** The same time as usual; else the time before. */
function referenceFor(one: Case): Case | undefined {
  if (one.hasCalm) return { ...one, run: one.calm }
  const { fromMs } = one.spell
  return fromMs > 0 ? during(one, { fromMs: 0, toMs: fromMs }) : undefined
}

const requestsIn = (one: Case): number =>
  requestsOf(one.run).reduce((sum, call) => sum + callIn(one, call).issued, 0)

function attemptsAt(one: Case, component: string): number {
  const calls = [...one.run.recording.calls.keys()].filter(name => calleeOf(name) === component)
  return calls.reduce((sum, name) => sum + callIn(one, name).attempts.issued, 0)
}

/** How long one holds a slot: as usual, or where that is not known, without its wait for it. */
function slotTimeOf(one: Case, component: string): Ms {
  const calm = calmComponent(one, component)
  if (calm !== undefined && calm.issued > 0) {
    return (calm.utilisation * slotsOf(one.system, component) * lengthOf(one)) / calm.issued
  }
  const { latency, waiting } = componentIn(one, component)
  return Math.max(0, meanOf(latency) - meanOf(waiting))
}

const perSecond = (number: number, one: Case): number => (number * 1_000) / lengthOf(one)

/** `48/s`, `0.5/s`. */
export const rateText = (rate: number): string =>
  `${rate >= 10 ? count(Math.round(rate)) : Number(rate.toPrecision(2))}/s`

/** How many are held at once, of the figures as they are told: `7.1`. */
export function placesText(rate: number, eachMs: Ms): string {
  const told = rate >= 10 ? Math.round(rate) : Number(rate.toPrecision(2))
  return ((told * Number(eachMs.toPrecision(3))) / 1_000).toFixed(1)
}

/** A share in percent with at most a decimal; what is not nothing does not look like it. */
export function shareText(share: number): string {
  const rounded = Math.round(share * 1_000) / 1_000
  return formatShare(share > 0 && rounded === 0 ? share : rounded)
}
