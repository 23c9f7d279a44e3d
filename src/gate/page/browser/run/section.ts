/** A chapter with its heading. */
import { type Child, h } from '../dom.ts'

/** @param hint what one can do there, or how to read it */
export function section(title: string, hint: string, ...children: readonly Child[]): HTMLElement {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-')
  return h(
    'section',
    { 'aria-labelledby': id },
    h('h2', { id }, title),
    hint === '' ? null : h('p', { class: 'hint' }, hint),
    children,
  )
}
