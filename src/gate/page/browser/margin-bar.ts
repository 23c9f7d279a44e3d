/** How much room a goal has, as a bar to the right of a middle; to the left where it is broken. */
import { marginText } from '../../formats/told.ts'
import type { GoalEntry } from '../../report.ts'
import { h, s } from './dom.ts'

/** Half its width. */
const HALF = 40

/** A bar with its number; the number alone tells it. */
export function marginBar(goal: GoalEntry): HTMLElement {
  const text = marginText(goal)
  const by = goal.margin?.share ?? 0
  const width = Math.max(2, Math.min(1, Math.sqrt(Math.abs(by))) * HALF)
  const isBroken = goal.verdict !== 'held'
  return h(
    'span',
    { class: 'margin' },
    s(
      'svg',
      { viewBox: `0 0 ${2 * HALF} 10`, width: 2 * HALF, height: 10, 'aria-hidden': true },
      s('rect', { class: 'ground', width: 2 * HALF, height: 10, rx: 2 }),
      goal.margin === null
        ? null
        : s('rect', {
            class: goal.verdict,
            x: isBroken ? HALF - width : HALF,
            width,
            height: 10,
            rx: 2,
          }),
      s('line', { class: 'middle', x1: HALF, x2: HALF, y1: 0, y2: 10 }),
    ),
    h('span', { class: 'number' }, h('span', { class: 'hidden' }, 'margin '), text),
  )
}
