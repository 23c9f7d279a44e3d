/** The rule of a circuit breaker as sentences. */
import { formatMs, formatShare, type Ms } from '../kernel/units.ts'
import type { CircuitRule } from '../record/recording.ts'
import { count, counted } from './numbers.ts'

/** When it opens and how it recovers; or why it does neither. */
export function ruleText(rule: CircuitRule): string {
  const { mode = 'active', openFor, probes = 1, by } = rule
  if (by !== undefined) return `Rule: that of a breaker of ${by}, which code has made.`
  if (Object.hasOwn(held, mode)) return `Rule: ${held[mode]}.`
  const recovers = `stays open ${waitText(openFor)}, then lets ${counted(probes, 'probe')} through`
  return `Rule: opens ${opensText(rule)}; ${recovers}.`
}

/** What holds a breaker where it is, whatever its rule says. */
const held: { readonly [mode: string]: string } = {
  isolated: 'is held open by hand, whatever comes of its calls',
  disabled: 'is disabled, and never opens',
  metricsOnly: 'counts only, and never opens',
}

function opensText(rule: CircuitRule): string {
  const { consecutive, failureRate, slowCallRate, slowCallDuration } = rule
  if (consecutive !== undefined) return `after ${counted(consecutive, 'failure')} in a row`
  const than = rule.trips === 'exceeded' ? 'more than ' : ''
  const failed = failureRate !== undefined && `${than}${formatShare(failureRate)} failed`
  const slow =
    slowCallRate !== undefined &&
    `${than}${formatShare(slowCallRate)} took longer than ${time(slowCallDuration)}`
  return `when, of ${callsText(rule)}, ${[failed, slow].filter(Boolean).join(' or ')}`
}

function callsText({ window, lastCalls, minimumCalls = lastCalls ?? 0 }: CircuitRule): string {
  if (lastCalls === undefined) {
    return `at least ${counted(minimumCalls, 'call')} in ${time(window)}`
  }
  const fewer = minimumCalls < lastCalls ? ` (at least ${count(minimumCalls)})` : ''
  return `the last ${counted(lastCalls, 'call')}${fewer}`
}

function waitText(openFor: CircuitRule['openFor']): string {
  if (typeof openFor === 'number') return formatMs(openFor)
  if ('base' in openFor) {
    const upTo = openFor.cap === undefined ? '' : ` up to ${formatMs(openFor.cap)}`
    return `${formatMs(openFor.base)} and longer each time${upTo}`
  }
  return openFor.map(formatMs).join(', then ')
}

const time = (ms: Ms | undefined): string => (ms === undefined ? 'no time' : formatMs(ms))
