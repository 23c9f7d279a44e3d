/** What views of many runs have in common. */
import { type Child, h } from '../dom.ts'

/** Names with values; what has no value is left out. */
export const facts = (all: readonly (readonly [name: string, value: Child])[]): HTMLElement =>
  h(
    'dl',
    { class: 'facts' },
    all
      .filter(([, value]) => value !== '' && value !== null)
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  )

/** The same as a terminal shows it. */
export const inWords = (text: string): HTMLElement =>
  h('details', {}, h('summary', {}, 'The same in words'), h('pre', { tabindex: 0 }, text))
