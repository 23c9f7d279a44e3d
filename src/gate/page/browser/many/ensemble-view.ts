/** What is shown of ensemble. */
import type { EnsembleEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'

/** In words. */
export const ensembleView = ({ text }: EnsembleEntry): Child => h('pre', { tabindex: 0 }, text)
