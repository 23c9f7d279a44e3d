/** The goals of a run: what was wanted, what was measured, and how much room there is. */
import { wantedText } from '../../../formats/told.ts'
import type { RunEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import { marginBar } from '../margin-bar.ts'
import { table } from '../table.ts'
import { section } from './section.ts'

/** Nothing where no goal was asked. */
export function goals({ goals: asked, experiment }: RunEntry): Child {
  if (asked.length === 0 && (experiment?.message ?? '') === '') return null
  const rows = asked.map(goal => [
    h('code', {}, wantedText(goal)),
    badge(goal.verdict),
    goal.headline,
    marginBar(goal),
  ])
  const message = experiment?.message ?? ''
  return section(
    'Goals',
    '',
    asked.length === 0 ? null : table('Goals', ['goal', 'verdict', 'measured', 'margin'], rows),
    messages(message, asked),
  )
}

/** The failure messages as a terminal shows them. */
function messages(message: string, asked: RunEntry['goals']): Child {
  const texts = [...new Set([message, ...asked.map(goal => goal.message ?? '')])].filter(Boolean)
  if (texts.length === 0) return null
  return h(
    'details',
    {},
    h('summary', {}, 'The failure message'),
    texts.map(text => h('pre', { tabindex: 0 }, text)),
  )
}
