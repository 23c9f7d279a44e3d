/** What a call does to the record of its key in a store: the option, its schema, and its data. */
import * as v from 'valibot'
import { chosenBy, isRecord, oneOf, options, type Schema } from '../../kernel/schema.ts'
import { durationOver0 } from '../../kernel/unit-schemas.ts'
import type { Duration, Ms } from '../../kernel/units.ts'
import { componentName } from '../texts.ts'

const PLAIN = ['read', 'write', 'compareAndSet', 'release'] as const
const HOLDERS = ['request', 'replica'] as const

/** Who holds a lease: just the request that took it, or whoever asks in the same replica. */
type Holder = (typeof HOLDERS)[number]

/**
 * What a call does to a record of a store, once the store has done its work:
 *
 * - `'read'`: the request knows from then on how often the record was written
 * - `'write'`: whatever it is by now; `lost updates` of the store counts those that did not know of
 *   the write before theirs
 * - `'compareAndSet'`: only if nobody has written since this request read it, else it fails with
 *   code 409 (optimistic concurrency: H. T. Kung, J. T. Robinson, On Optimistic Methods for
 *   Concurrency Control, ACM TODS 6, 1981). Try the whole again, from the read on: a retry of just
 *   this call knows no more than before
 * - `{ lease: '10s' }`: takes it for so long by the clock of the store, or longer if it holds it;
 *   fails with code 423 while another holds it. Counts as a write
 * - `{ renew: '10s' }`: holds it for so long from now on; fails with code 409 if it ran out
 * - `'release'`: holds it no longer
 * - `{ fencedBy: 'locks' }`: a write with the token of the lease on `locks`, which fails with code
 *   409 if the record has seen one of a later lease (M. Kleppmann, How to do distributed locking,
 *   2016)
 *
 * @example
 * const post = [
 *   call('ledger', { record: 'read' }),
 *   work('2ms'),
 *   call('ledger', { record: 'compareAndSet' }),
 * ]
 */
export type RecordSpec =
  | (typeof PLAIN)[number]
  | {
      /** How long it is held from now on. */
      readonly lease: Duration
      /**
       * Who holds it: just the `'request'` that took it, or whoever asks in the same `'replica'` of
       * the caller. Default `'request'`.
       */
      readonly holder?: Holder | undefined
    }
  | {
      /** How long it is held from now on. */
      readonly renew: Duration
      /** Who holds it, as in the lease. Default `'request'`. */
      readonly holder?: Holder | undefined
    }
  | {
      /** The store on which the request holds a lease. */
      readonly fencedBy: string
    }

/** What is done to a record, as the engine takes it. */
export type RecordData = {
  readonly does: (typeof PLAIN)[number] | 'lease' | 'renew' | 'fenced'
  readonly ttlMs: Ms
  readonly holder: Holder
  /** The store of the lease that a fenced write is made under. */
  readonly fencedBy: string | null
}

const usual = { ttlMs: 0, holder: 'request', fencedBy: null } as const

const plain = v.pipe(
  oneOf(PLAIN),
  v.transform((does): RecordData => ({ ...usual, does })),
)

const holder = v.optional(oneOf(HOLDERS), 'request')

const lease = v.pipe(
  options({ lease: durationOver0('10s'), holder }),
  v.transform((read): RecordData => ({ ...usual, ...read, does: 'lease', ttlMs: read.lease })),
)

const renew = v.pipe(
  options({ renew: durationOver0('10s'), holder }),
  v.transform((read): RecordData => ({ ...usual, ...read, does: 'renew', ttlMs: read.renew })),
)

const fenced = v.pipe(
  options({ fencedBy: componentName }),
  v.transform((read): RecordData => ({ ...usual, ...read, does: 'fenced' })),
)

/** What is done to a record must look like this. */
export const recordSchema: Schema<RecordData> = chosenBy(written => {
  if (!isRecord(written)) return plain
  if ('fencedBy' in written) return fenced
  return 'renew' in written ? renew : lease
})
