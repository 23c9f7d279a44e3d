/** The goals of a run: what was wanted, what was measured, and how much room there is. */
import { wantedText } from '../../../formats/told.ts'
import type { GoalEntry, RunEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import { marginBar } from '../margin-bar.ts'
import { table } from '../table.ts'
import { headlineParts } from '../words.ts'
import { section } from './section.ts'

/** Nothing where no goal was asked. */
export const goals = ({ goals: asked, experiment }: RunEntry): Child =>
  goalsAsked(asked, experiment?.message ?? '')

/**
 * The same of anything that goals were asked of.
 *
 * @param message what an experiment says beside them
 */
export function goalsAsked(asked: readonly GoalEntry[], message: string): Child {
  if (asked.length === 0 && message === '') return null
  const rows = asked.toSorted((a, b) => rank(a) - rank(b)).map(rowOf)
  return section(
    'Goals',
    '',
    asked.length === 0
      ? null
      : table('Goals', ['measured', 'verdict', 'margin', 'goal'], rows, 'stack'),
    messages(message, asked),
  )
}

/** What broke comes first. */
const rank = ({ verdict }: GoalEntry): number => ['broken', 'unknown', 'held'].indexOf(verdict)

function rowOf(goal: GoalEntry): Child[] {
  const [about, said] = headlineParts(goal.headline)
  return [
    [h('b', {}, said), h('div', { class: 'muted small' }, about)],
    badge(goal.verdict),
    marginBar(goal),
    h('code', { class: 'muted' }, wantedText(goal)),
  ]
}

/** The failure messages as a terminal shows them. */
function messages(message: string, asked: RunEntry['goals']): Child {
  const texts = [...new Set([message, ...asked.map(goal => goal.message ?? '')])].filter(Boolean)
  if (texts.length === 0) return null
  return h(
    'details',
    {},
    h('summary', {}, texts.length === 1 ? 'The failure message' : 'The failure messages'),
    texts.map(text => h('pre', { tabindex: 0 }, text)),
  )
}
