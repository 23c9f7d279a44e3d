/** What a breaker may be told besides its options. */
import type { Ms } from '../../kernel/units.ts'
import type { TransitionListener } from './state.ts'

/** What a breaker may be told besides its options. */
export type BreakerExtras = {
  /** What to call this breaker in an error. */
  readonly where?: string
  /** Told of each change of state. */
  readonly onTransition?: TransitionListener
  /**
   * When its process began, in milliseconds: timers and `warmUp` count from then. Default 0; to be
   * said where the options have a `warmUp`, which would be over long since by any other clock.
   */
  readonly since?: Ms
}
