/** The words for faults: `crash`, `slow`, `errors`, `partition`. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { type Duration, durationMs, share, type Share } from '../kernel/units.ts'
import { Fault, inPlace } from './fault.ts'
import type { PartitionData } from './kinds.ts'

/**
 * The target stops: it answers nothing, what it was doing is lost, and when the fault ends it starts
 * again cold (empty queue, empty caches, breakers closed).
 *
 * @param target a component, one replica of it (`db#0`) or a zone (`zone:eu`)
 * @param options `refuse`: callers are turned away at once instead of left waiting; default false
 * @example crash('auth').at('10s').for('5s')
 */
export function crash<const T extends string>(
  target: T,
  options: { readonly refuse?: boolean } = {},
): Fault<T> {
  return new Fault(target, { kind: 'crash', refuse: options.refuse ?? false })
}

/**
 * Everything on the target takes longer. On a component each request holds its slot for the added
 * time; on a call or a link each message there is late.
 *
 * @param target a component, a replica, a call (`product->db`), a link, a zone or clients
 * @param options `by`: time added to each request; `factor`: work takes this many times as long
 * @throws UsageError when it would change nothing or make things faster
 * @example slow('db', { by: '2s' }).at('60s').for('30s')
 */
export function slow<const T extends string>(
  target: T,
  options: { readonly by?: Duration; readonly factor?: number },
): Fault<T> {
  const where = `slow('${target}')`
  const byMs = inPlace(where, () => durationMs(options.by ?? 0))
  const factor = options.factor ?? 1
  if (!(Number.isFinite(factor) && factor >= 1) || (byMs === 0 && factor === 1)) {
    throw new UsageError({
      what: 'this fault would slow nothing down',
      where,
      fix: "give a time, { by: '2s' }, or a factor over 1, { factor: 4 }",
    })
  }
  return new Fault(target, { kind: 'slow', byMs, factor })
}

/**
 * A share of requests is answered by an error, without work.
 *
 * @param target a component, a replica, a call, a zone or clients
 * @param options `rate`: the share, default all; `code`: of the error, default 500
 * @example errors('redis', { rate: 0.3, code: 503 }).from('1m').ramp('30s').forever()
 */
export function errors<const T extends string>(
  target: T,
  options: { readonly rate?: Share; readonly code?: number } = {},
): Fault<T> {
  const where = `errors('${target}')`
  const rate = inPlace(where, () => share(options.rate ?? 1))
  const code = options.code ?? 500
  const problems: Problem[] = []
  if (rate === 0) {
    problems.push({ what: 'a rate of 0 breaks nothing', where, fix: 'give a rate over 0' })
  }
  if (!(Number.isInteger(code) && code > 0)) {
    problems.push({ what: `${code} is no error code`, where, fix: 'write a code such as 503' })
  }
  if (problems.length > 0) throw new UsageError(problems)
  return new Fault(target, { kind: 'errors', rate, code })
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
  const way = options.way ?? 'both'
  if (!['both', 'there', 'back'].includes(way)) {
    throw new UsageError({
      what: `a partition has no way "${way}"`,
      where: `partition('${target}')`,
      fix: "write 'there', 'back' or 'both'",
    })
  }
  return new Fault(target, { kind: 'partition', way })
}
