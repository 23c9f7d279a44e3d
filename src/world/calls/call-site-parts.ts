/** What a call site is made of: the parts that the compiler of a system puts together. */
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Retry } from '../../policies/index.ts'
import type { TimeGrid } from '../../record/grid.ts'
import type { Breakers } from './breakers.ts'
import type { CallLog } from './call-log.ts'
import type { CallSite } from './call-site.ts'
import type { Fallback } from './fallback.ts'
import type { Gates } from './gate.ts'
import type { Hedges } from './hedges.ts'
import type { RetryBudgets } from './retry-budgets.ts'
import type { Actor } from '../../kernel/agenda.ts'
import type { Task } from '../handling/task.ts'
import type { Wire } from '../network/wire.ts'
import type { WireParts } from '../network/wire-parts.ts'

/** Everything a call site is made of. */
export type CallSiteParts = WireParts & {
  readonly name: string
  /** What carries its messages. */
  readonly wireOf: (site: Actor<Task>, parts: WireParts) => Wire
  readonly log: CallLog
  readonly deadlineMs: Ms
  readonly retry: Retry | null
  readonly retryRandom: Random
  readonly budgets: RetryBudgets | null
  readonly breakers: Breakers | null
  readonly gates: Gates | null
  /** The site that makes its attempts, when they have policies of their own. */
  readonly inner: CallSite | null
  /** Lets several of its attempts race. */
  readonly hedges: Hedges | null
  readonly optional: boolean
  readonly fallback: Fallback | null
  readonly cancel: boolean
  /** When it ends no more of these calls begin; null for all but requests of clients. */
  readonly load: Pick<TimeGrid, 'horizonMs'> | null
}
