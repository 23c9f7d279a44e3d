/** What a PostgreSQL must look like, as declared. */
import * as v from 'valibot'
import { options, wholeNumber } from '../../kernel/schema.ts'
import { aDuration } from '../../kernel/unit-schemas.ts'
import { storeEntries, textSuchAs } from './store-entries.ts'

/** What PostgreSQL itself allows. */
const MOST_CONNECTIONS = 262_143

const { time, concurrency, ...capacity } = storeEntries

/** As many statements at a time as clients may be connected, unless it says otherwise. */
export const postgresSchema = options({
  schema: v.optional(textSuchAs("schema: 'create table …', or readFileSync(…, 'utf8')"), ''),
  seed: v.optional(textSuchAs("seed: 'insert into …', or readFileSync(…, 'utf8')"), ''),
  time,
  concurrency: v.optional(concurrency, 100),
  maxConnections: v.optional(wholeNumber(1, MOST_CONNECTIONS, 'maxConnections: 20'), 100),
  replicationLag: v.optional(aDuration),
  database: v.optional(textSuchAs("database: 'billing'"), 'main'),
  ...capacity,
})
