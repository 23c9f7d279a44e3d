/** Verdicts as words with a colour; the word alone is enough. */
import { h } from './dom.ts'
import type { State } from './plays.ts'

/** What happened, in a word. */
export const badge = (state: State, word: string = state): HTMLElement =>
  h('span', { class: `badge ${state}` }, word)
