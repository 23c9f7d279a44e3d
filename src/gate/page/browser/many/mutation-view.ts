/** What is shown of mutation. */
import type { MutationEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'

/** In words. */
export const mutationView = ({ text }: MutationEntry): Child => h('pre', { tabindex: 0 }, text)
