/** What the options of every library are read with. */
import { checked, type Schema } from '../../../kernel/schema.ts'
import { type BreakerOptions, breakerSchema } from '../options.ts'
import { written } from '../../units.ts'

/** A time above zero, as milliseconds or text. */
export const time = (example: string): Schema<number> =>
  written.time(ms => ms > 0, 'a time above 0', example)

/** The options as ours, or every mistake that shows only there. */
export const asOurs = (options: BreakerOptions, where: string): BreakerOptions =>
  Object.freeze(checked(breakerSchema, options, where))
