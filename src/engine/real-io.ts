/** What becomes of real work that code begins, as it is written. */
import * as v from 'valibot'
import { UsageError } from '../kernel/errors.ts'
import { isRecord, options, readBy, type Schema, shown } from '../kernel/schema.ts'
import type { Ms } from '../kernel/units.ts'
import { durationOver0 } from '../kernel/unit-schemas.ts'

/** Less than the 5 s after which Vitest and Jest give a test up: so it is told what it was. */
const USUAL_MS = 4_000

const waiting = v.pipe(
  options({ wait: durationOver0('30s') }),
  v.transform(({ wait }) => wait),
)

/** For how long it is awaited, by the real clock; undefined where it is refused. */
export const realWait: Schema<Ms | undefined> = v.lazy(written =>
  isRecord(written) ? waiting : inAWord,
)

const inAWord = readBy((written: unknown): Ms | undefined => {
  if (written === 'refuse') return undefined
  if (written === 'wait') return USUAL_MS
  const fix = "write 'refuse', 'wait' or { wait: '30s' }"
  throw new UsageError({ what: `${shown(written)} says not what becomes of real work`, fix })
})
