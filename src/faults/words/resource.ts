/** The words for finite resources that run out. */
import type { Size } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import type { StockName } from '../kinds/resource.ts'
import { faultOf } from '../make.ts'

/**
 * The target loses a finite resource, with each request or as time goes by, until there is none
 * left; then happens what happens when that resource is used up. What has leaked comes back when
 * the replica starts again; the end of the fault only ends the loss.
 *
 * @param target a component, a replica or a zone that declares the resource in `resources`
 * @param options `of`: which one, default memory; `each`: how much each request loses;
 * `perSecond`: how much each replica loses in a second
 * @throws UsageError when it loses nothing
 * @example leak('api', { of: 'memory', each: '1MB' }).at('60s').forever()
 */
export function leak<const T extends string>(
  target: T,
  options: {
    /** Which resource. Default memory. */
    readonly of?: StockName
    /** How much is lost with each request. */
    readonly each?: Size
    /** How much each replica loses in a second. */
    readonly perSecond?: Size
  },
): Fault<T> {
  return faultOf('leak', target, options)
}

/**
 * Something else has taken all that is left of a finite resource, and gives it back when the fault
 * ends.
 *
 * @param target a component, a replica or a zone that declares the resource in `resources`; all
 * have `threads`
 * @param of which one
 * @example exhaust('db', 'threads').at('60s').for('30s')
 */
export function exhaust<const T extends string>(target: T, of: StockName): Fault<T> {
  return faultOf('exhaust', target, { of })
}
