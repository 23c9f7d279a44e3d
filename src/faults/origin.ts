/** Where a fault comes from, when nobody wrote down just this one. */

/**
 * Made up by a machine, as by `faultsFor`; or one of the parts of a scenario, which share the same
 * object. Whoever wrote neither down cannot be blamed for the one that tested nothing.
 */
export type Origin = {
  /** Made up by a machine, or part of a scenario. */
  readonly is: 'generated' | 'scenario'
}

/** Of all that is made up. */
export const generated: Origin = Object.freeze({ is: 'generated' })
