/** Tables with a caption and headings, which scroll by themselves where they are too wide. */
import { type Child, h } from './dom.ts'

/** A heading of a column; numbers stand to the right. */
export type Column = string | { readonly number: string }

/**
 * A table; the first cell of each row is its heading. The roles are said, since a narrow page lays
 * some tables out as blocks, which would be no tables then.
 *
 * @param caption what it shows
 * @param kind `stack`: on a narrow page the cells of a row stand under each other
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Child[])[],
  kind?: 'stack',
): HTMLElement {
  const head = columns.map(column =>
    h('th', { scope: 'col', role: 'columnheader', class: classOf(column) }, named(column)),
  )
  const made = h(
    'table',
    { role: 'table', class: kind },
    h('caption', {}, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head)),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map(row => rowOf(row, columns)),
    ),
  )
  return h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, made)
}

const rowOf = ([first, ...rest]: readonly Child[], columns: readonly Column[]): HTMLElement =>
  h(
    'tr',
    { role: 'row' },
    h('th', { scope: 'row', role: 'rowheader' }, first),
    rest.map((cell, i) => h('td', { role: 'cell', class: classOf(columns[i + 1]) }, cell)),
  )

const named = (column: Column): string => (typeof column === 'string' ? column : column.number)
const classOf = (column: Column | undefined): string | undefined =>
  typeof column === 'object' ? 'number' : undefined
