/** What a Redis must look like, as declared. */
import * as v from 'valibot'
import { oneOf, options, wholeNumber, yesOrNo } from '../../kernel/schema.ts'
import { aDuration } from '../../kernel/unit-schemas.ts'
import { storeEntries, textSuchAs } from './store-entries.ts'

const MOST_ENTRIES = 100_000_000
/** What Redis itself allows. */
const MOST_BYTES = 536_870_912

const { concurrency: _oneAtATime, time, ...capacity } = storeEntries

/** One command after another is what Redis does, so it has no `concurrency`. */
export const redisSchema = options({
  time,
  durable: v.optional(yesOrNo, false),
  replicationLag: v.optional(aDuration),
  password: v.optional(textSuchAs("password: 'secret'")),
  maxEntries: v.optional(wholeNumber(1, MOST_ENTRIES, 'maxEntries: 10_000')),
  eviction: v.optional(oneOf(['noeviction', 'allkeys-lru'])),
  maxStringBytes: v.optional(wholeNumber(1, MOST_BYTES, 'maxStringBytes: 1_048_576')),
  ...capacity,
})
