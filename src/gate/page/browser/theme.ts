/** Light or dark: as the system has it, until somebody chooses. */
import { h } from './dom.ts'

type Theme = 'light' | 'dark'

const listeners: (() => void)[] = []
const system = matchMedia('(prefers-color-scheme: dark)')
let chosen: Theme | undefined

const theme = (): Theme => chosen ?? (system.matches ? 'dark' : 'light')

/** What is drawn on a canvas has to be drawn again. */
export const onTheme = (listener: () => void): void => void listeners.push(listener)

/** The button that changes it. */
export function themeButton(): HTMLElement {
  const button = h('button', { type: 'button', class: 'theme', click: toggle })
  const say = (): void => {
    button.textContent = theme() === 'dark' ? 'Light' : 'Dark'
    button.setAttribute('aria-label', `${button.textContent} colours`)
  }
  onTheme(say)
  say()
  return button
}

function toggle(): void {
  chosen = theme() === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = chosen
  for (const listener of listeners) listener()
}

system.addEventListener('change', () => {
  for (const listener of listeners) listener()
})

const probe = h('span', { hidden: true })

/** A colour of the style as a canvas takes it. */
export function colour(name: string): string {
  if (!probe.isConnected) document.body.append(probe)
  probe.style.setProperty('color', `var(--${name})`)
  return getComputedStyle(probe).color
}
