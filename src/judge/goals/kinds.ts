/** Every kind of goal by its name; each row says how it is read and judged. */
import type { Verdict } from '../verdict.ts'
import type { GoalData, GoalKind } from './kind.ts'
import { amplification } from './kinds/amplification.ts'
import { answers } from './kinds/answers.ts'
import { availability } from './kinds/availability.ts'
import { blastRadius } from './kinds/blast-radius.ts'
import { correctness } from './kinds/correctness.ts'
import { covers } from './kinds/covers.ts'
import { degradesGracefully } from './kinds/degrades.ts'
import { errorBudget } from './kinds/error-budget.ts'
import { goodput } from './kinds/goodput.ts'
import { handlesOnce } from './kinds/handles-once.ts'
import { keeps } from './kinds/keeps.ts'
import { latency } from './kinds/latency.ts'
import { losesNothing } from './kinds/loses-nothing.ts'
import { queueBound } from './kinds/queue-bound.ts'
import { reaches } from './kinds/reaches.ts'
import { recovers } from './kinds/recovers.ts'
import { returnsToSteadyState } from './kinds/steady-state.ts'
import { trips } from './kinds/trips.ts'
import { waste } from './kinds/waste.ts'

/** The kinds of goals. */
export const goalKinds = {
  availability,
  latency,
  correctness,
  errorBudget,
  recovers,
  returnsToSteadyState,
  blastRadius,
  degradesGracefully,
  goodput,
  amplification,
  queueBound,
  losesNothing,
  handlesOnce,
  keeps,
  answers,
  waste,
  trips,
  reaches,
  covers,
}

type Kinds = typeof goalKinds

/** The name of a kind of goal, as in `goal.availability`. */
export type GoalKindName = keyof Kinds

/** What a goal of a kind says once it has been read. */
export type DataOf<K extends GoalKindName> = ReturnType<Kinds[K]['read']>

/** The numbers behind a verdict on a goal of a kind. */
export type EvidenceOf<K extends GoalKindName> =
  ReturnType<Kinds[K]['judge']> extends Verdict<infer Evidence> ? Evidence : never

/** A kind as whoever does not know which one it is can use it: what it reads is what it judges. */
type AnyKind = GoalKind<unknown[], GoalData, unknown>

/** The row of a kind. */
export const rowOf = (kind: GoalKindName): AnyKind => goalKinds[kind] as unknown as AnyKind
