/** What is shown of search. */
import type { SearchEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'

/** In words. */
export const searchView = ({ text }: SearchEntry): Child => h('pre', { tabindex: 0 }, text)
