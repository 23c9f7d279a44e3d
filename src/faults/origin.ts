/** Where a fault comes from, when nobody wrote down just this one. */

/**
 * Made up by a machine, as by `faultsFor`; or one of the parts of a scenario, which share the same
 * object. Whoever wrote neither down cannot be blamed for the one that tested nothing.
 */
export type Origin = { readonly is: 'generated' } | { readonly is: 'scenario' }

/** Of all that is made up. */
export const generated: Origin = Object.freeze({ is: 'generated' })
