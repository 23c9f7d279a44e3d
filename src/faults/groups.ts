/** Targets that stand for several components: those around one of them. */

import { named } from './named.ts'

/** The components around one that a fault may be aimed at. */
export type GroupOf<Component extends string> =
  | `upstream:${Component}`
  | `downstream:${Component}`
  | `dependents:${Component}`

/**
 * Everything that calls a component directly, as the target of a fault.
 *
 * @example
 * slow(upstreamOf('db'), { by: '20ms' }).when(isDown('db'))
 */
export const upstreamOf = <const T extends string>(component: T): `upstream:${T}` =>
  `upstream:${named(component, 'upstreamOf')}`

/**
 * Everything that a component calls directly, as the target of a fault.
 *
 * @example
 * errors(downstreamOf('product'), { rate: 0.1 })
 */
export const downstreamOf = <const T extends string>(component: T): `downstream:${T}` =>
  `downstream:${named(component, 'downstreamOf')}`

/**
 * Everything that calls a component, directly or through others, as the target of a fault.
 *
 * @example
 * slow(dependentsOf('db'), { factor: 3 }).when(queueOf('db').above(100))
 */
export const dependentsOf = <const T extends string>(component: T): `dependents:${T}` =>
  `dependents:${named(component, 'dependentsOf')}`
