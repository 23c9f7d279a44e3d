/** Waits that are listed one by one. */
import * as v from 'valibot'
import { listOf, type Schema } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { anyTime, type Units } from '../units.ts'

const EXAMPLE = 'delays: [100, 1_000, 5_000]'
const MOST_DELAYS = 999

/** What they must look like, in these units: at least one. */
export const delaysIn = (units: Units): Schema<readonly Ms[]> =>
  v.pipe(
    listOf(anyTime(units, EXAMPLE), EXAMPLE),
    v.maxLength(MOST_DELAYS, `more than ${MOST_DELAYS} waits are listed`),
  )
