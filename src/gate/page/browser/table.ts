/** Tables with a caption and headings, which scroll by themselves where they are too wide. */
import { type Child, h } from './dom.ts'

/** A heading of a column; numbers stand to the right. */
export type Column = string | { readonly number: string }

/**
 * A table; the first cell of each row is its heading.
 *
 * @param caption what it shows; hidden from who sees it where it stands above already
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const head = columns.map(column =>
    h('th', { scope: 'col', class: classOf(column) }, named(column)),
  )
  const body = rows.map(([first, ...rest]) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, first),
      rest.map((cell, i) => h('td', { class: classOf(columns[i + 1]) }, cell)),
    ),
  )
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, head)),
      h('tbody', {}, body),
    ),
  )
}

const named = (column: Column): string => (typeof column === 'string' ? column : column.number)
const classOf = (column: Column | undefined): string | undefined =>
  typeof column === 'object' ? 'number' : undefined
