/** Whose calls a limit counts together. */
import { oneOf, optional } from '../../kernel/schema.ts'

const SCOPES = ['replica', 'global'] as const

/** Whose calls a limit counts together. */
export type Scope = {
  /**
   * 'replica', by default: each replica counts for itself, as a process does; 'global': all
   * replicas together, as with counters in a store they share.
   */
  readonly scope?: (typeof SCOPES)[number]
}

/** How it is written among other options. */
export const scopeEntry = optional(oneOf(SCOPES))
