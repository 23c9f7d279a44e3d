/** The words for faults: `crash`, `slow`, `errors`, `partition`, `openBreaker`. */
import { UsageError } from '../kernel/errors.ts'
import { check } from '../kernel/schema.ts'
import type { Duration, Share } from '../kernel/units.ts'
import { Fault } from './fault.ts'
import type { FaultCause, PartitionData } from './kinds.ts'
import {
  type CauseSchema,
  crashOptions,
  errorsOptions,
  partitionOptions,
  slowOptions,
} from './options.ts'
import { named } from './named.ts'
import { quoted } from './sentence.ts'

/**
 * The target stops: it answers nothing, what it was doing is lost, and when the fault ends it
 * starts again cold (empty queue, empty caches, breakers closed).
 *
 * @param target a component, one replica of it (`db#0`) or a zone (`zone:eu`)
 * @param options `refuse`: callers are turned away at once instead of left waiting; default false
 * @example crash('auth').at('10s').for('5s')
 */
export function crash<const T extends string>(
  target: T,
  options: { readonly refuse?: boolean } = {},
): Fault<T> {
  return new Fault(target, read(crashOptions, 'crash', target, options))
}

/**
 * Everything on the target takes longer. On a component each request holds its slot for the added
 * time (on an event loop it only waits); on a call or a link each message there is late.
 *
 * @param target a component, a replica, a call (`product->db`), a link, a zone or clients
 * @param options `by`: time added to each request; `factor`: work takes this
 * many times as long (components only)
 * @throws UsageError when it would change nothing or make things faster
 * @example slow('db', { by: '2s' }).at('60s').for('30s')
 */
export function slow<const T extends string>(
  target: T,
  options: { readonly by?: Duration; readonly factor?: number },
): Fault<T> {
  return new Fault(target, read(slowOptions, 'slow', target, options))
}

/**
 * A share of requests is answered by an error, without work.
 *
 * @param target a component, a replica, a call, a zone or clients
 * @param options `rate`: the share, default all; `code`: of the error, default 500; `retryAfter`:
 * when the error tells its caller to come again, by default it does not
 * @example errors('redis', { rate: 0.3, code: 503 }).from('1m').ramp('30s').forever()
 */
export function errors<const T extends string>(
  target: T,
  options: {
    readonly rate?: Share
    readonly code?: number
    readonly retryAfter?: Duration
  } = {},
): Fault<T> {
  return new Fault(target, read(errorsOptions, 'errors', target, options))
}

/**
 * Messages are lost on the way. Messages already under way when it begins still arrive.
 *
 * @param target a call (`product->db`), a link (`eu<->us`), or a component, zone or clients to be
 * cut off from all others
 * @param options `way`: lose them `there`, `back`, or `both` (default)
 * @example partition('product->db', { way: 'back' }).at('10s').for('20s')
 */
export function partition<const T extends string>(
  target: T,
  options: { readonly way?: PartitionData['way'] } = {},
): Fault<T> {
  return new Fault(target, read(partitionOptions, 'partition', target, options))
}

/**
 * The circuit breaker of a call is held open (`isolated`), on every replica that makes it. When the
 * fault ends the breaker is closed and has forgotten what it counted.
 *
 * @param target a call that has a breaker, as `product->db`
 * @example openBreaker('product->db').when(errorRate('product->db').above('50%')).for('30s')
 */
export function openBreaker<const T extends string>(target: T): Fault<T> {
  return new Fault(named(target, 'openBreaker'), { kind: 'openBreaker' })
}

function read<C extends FaultCause>(
  schema: CauseSchema<C>,
  word: C['kind'],
  target: string,
  options: unknown,
): C {
  const result = check(schema, options, `${word}(${quoted(named(target, word))})`)
  if (result.ok) return result.value
  throw new UsageError(result.problems)
}
