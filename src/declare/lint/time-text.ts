/** Times in findings: what is reckoned of odd numbers may have no end. */
import { formatMs, type Ms } from '../../kernel/units.ts'

/** A time as a person would write it. */
export const timeText = (ms: Ms): string => (Number.isFinite(ms) ? formatMs(ms) : 'for ever')
