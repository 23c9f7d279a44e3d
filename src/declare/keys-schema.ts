/** How many keys there are and which are wanted most, as a declaration says it. */
import * as v from 'valibot'
import { checkDistribution, type Distribution, type Zipf } from '../kernel/distributions/index.ts'
import { UsageError } from '../kernel/errors.ts'
import { readBy, type Schema, wholeNumber } from '../kernel/schema.ts'

/** A number of keys, all alike often, or Zipf's law over them. */
export const keysSchema: Schema<number | Zipf> = v.lazy(written =>
  typeof written === 'object' ? readBy(popularity) : wholeNumber(1, 10_000_000, 'key: 10_000'),
)

function popularity(written: Distribution): Zipf {
  const law = checkDistribution(written)
  if (law.kind === 'zipf') return law
  const fix = 'write key: zipf({ items: 10_000, exponent: 0.9 })'
  throw new UsageError({ what: `${law.kind} says how long, not which key`, fix })
}
