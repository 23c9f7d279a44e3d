/** Times in findings: what is reckoned of odd numbers may have no end. */
import { formatMs, type Ms } from '../../kernel/units.ts'

/** A time as a person would write it. */
export const timeText = (ms: Ms): string => (Number.isFinite(ms) ? formatMs(ms) : 'for ever')

/** Three times as long, in whole seconds: what leaves room for more than the mean. */
export const ampleMs = (ms: Ms): Ms => Math.ceil((3 * ms) / 1_000) * 1_000
