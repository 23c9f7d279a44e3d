/** One stop of the tab key for many things: within them the arrow keys move. */

const steps: { readonly [key: string]: number | undefined } = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
}

/** The first of them can be reached by the tab key, until another was. */
export function rove(elements: readonly SVGElement[]): void {
  for (const [i, element] of elements.entries()) {
    element.setAttribute('tabindex', i === 0 ? '0' : '-1')
    element.addEventListener('keydown', event => {
      const step = steps[event.key]
      if (step === undefined) return
      event.preventDefault()
      const next = elements[(i + step + elements.length) % elements.length]
      for (const other of elements) other.setAttribute('tabindex', other === next ? '0' : '-1')
      next.focus()
    })
  }
}
