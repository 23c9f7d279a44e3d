/** The list of all that was played, under the names of tests. */
import { h } from './dom.ts'
import { groupOf, type Item } from './plays.ts'

/** Folded away on a narrow screen. */
export function navigation(items: readonly Item[]): HTMLElement {
  const names = [...new Set(items.map(groupOf))]
  const groups = names.map(name =>
    h(
      'li',
      {},
      h('span', { class: 'group' }, name),
      h('ul', {}, items.filter(item => groupOf(item) === name).map(entry)),
    ),
  )
  const list = h('ul', { class: 'tests' }, h('li', {}, h('a', { href: '#' }, 'Overview')), groups)
  const isWide = matchMedia('(min-width: 1000px)').matches
  const folded = h('details', { open: isWide }, h('summary', {}, `${items.length} played`), list)
  folded.addEventListener('click', event => {
    const isNarrow = !matchMedia('(min-width: 1000px)').matches
    if (isNarrow && event.target instanceof HTMLAnchorElement) folded.open = false
  })
  return h('nav', { 'aria-label': 'What was played' }, folded)
}

const entry = ({ id, title, state }: Item): HTMLElement =>
  h(
    'li',
    {},
    h(
      'a',
      { href: `#${id}` },
      h('span', { class: `dot ${state}`, 'aria-hidden': true }),
      h('span', {}, title),
      h('span', { class: 'hidden' }, ` (${state})`),
    ),
  )
