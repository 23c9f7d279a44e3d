/** What a remedy takes: the lines to change, and what it costs. */
import { type Child, h } from '../dom.ts'
import { counted } from '../words.ts'
import type { Remedies } from './remedies.ts'

type Cure = Remedies['cures'][number]

/** The lines, and under them why it helps, what it takes and where it holds. */
export function takesOf({ helps, takes, costs, range, alsoHolds, lines }: Cure): Child {
  const said = [
    helps,
    ...takes.map(each => `takes ${each}`),
    ...costs,
    ...(range === null ? [] : [`holds from ${range}`]),
    ...(alsoHolds.seeds > 0 ? [`also holds with ${counted(alsoHolds.seeds, 'other seed')}`] : []),
  ].filter(Boolean)
  const items = said.map(each => h('li', {}, each))
  return [linesOf(lines), h('ul', { class: 'plain small muted' }, items)]
}

/** The lines to change in the declaration. */
export const linesOf = (lines: Cure['lines']): Child =>
  lines.map(({ part, places, minus, plus }) =>
    h(
      'div',
      { class: 'diff' },
      h('span', { class: 'muted small' }, places > 1 ? `${part}, at ${places} places` : part),
      minus === null ? null : h('code', { class: 'minus' }, `- ${minus}`),
      plus === null ? null : h('code', { class: 'plus' }, `+ ${plus}`),
    ),
  )
