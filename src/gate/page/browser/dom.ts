/**
 * Makes elements. Whatever names a report has, they become text: nothing is read as markup, and
 * what would turn the direction of writing is made visible.
 */
import { printableLines } from '../../../kernel/printable.ts'

/** What stands in an element. */
export type Child = Node | string | null | undefined | readonly Child[]

type Value = string | number | boolean | undefined | ((event: Event) => void)

/** Attributes by their names; a function listens to the event of the name. */
export type Attributes = { readonly [name: string]: Value }

/** An element of HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children)
}

/** An element of SVG. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled<E extends Element>(
  element: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, safe(`${value}`))
  }
  add(element, children)
  return element
}

/** Adds children at the end. */
function add(element: Element, children: Child): void {
  if (Array.isArray(children)) for (const child of children as readonly Child[]) add(element, child)
  else if (typeof children === 'string') element.append(safe(children))
  else if (children instanceof Node) element.append(children)
}

/** Puts children in the place of those that are there. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren()
  add(element, children)
}

/** A text as it is shown. */
export const safe = printableLines
