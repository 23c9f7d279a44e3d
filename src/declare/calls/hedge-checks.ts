/** What hedging may contradict: the time limits around it and within. */
import type { Problem } from '../../kernel/errors.ts'
import { formatMs } from '../../kernel/units.ts'
import type { CallPolicy } from '../data.ts'

/** The hedges of a call, in any of its layers, that could never be sent. */
export function idleHedges(policy: CallPolicy): Problem[] {
  const { hedge, inner, deadline } = policy
  if (inner === null) return []
  const within = idleHedges(inner)
  if (hedge === null || typeof hedge.after !== 'number') return within
  const { after, on = [] } = hedge
  if (after >= deadline) return [...within, tooLate(after, 'deadline', deadline)]
  const isOneAttempt = inner.retry === null && inner.inner === null && on.length === 0
  if (isOneAttempt && after >= inner.timeout) {
    return [...within, tooLate(after, 'timeout', inner.timeout)]
  }
  return within
}

function tooLate(after: number, option: 'deadline' | 'timeout', limitMs: number): Problem {
  const what = option === 'deadline' ? 'the whole call' : 'the first attempt'
  return {
    where: 'hedge',
    what:
      `a hedge after ${formatMs(after)} is never sent: ${what} ends by then, ` +
      `at its ${option} of ${formatMs(limitMs)}`,
    fix: `write hedge: { after: … } below ${formatMs(limitMs)}, or a longer ${option}`,
  }
}
