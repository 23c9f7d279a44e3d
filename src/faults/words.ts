/** The words for faults, one for each kind: `crash('auth')`, `slow('db', { by: '2s' })`. */
export * from './words/dependency.ts'
export * from './words/omission.ts'
export * from './words/operation.ts'
export * from './words/resource.ts'
export * from './words/response.ts'
export * from './words/timing.ts'
