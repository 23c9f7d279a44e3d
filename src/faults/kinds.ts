/**
 * The kinds of faults: for each, its options, where it can strike, and what it changes there. A new
 * kind is one row in a file of `kinds/` and one word in `words/`; whatever holds a fault asks its
 * row.
 */
import { type Effect, noEffect } from './effect.ts'
import type { Kind } from './kind.ts'
import { dependencyFailures } from './kinds/dependency.ts'
import { omissions } from './kinds/omission.ts'
import { operations } from './kinds/operation.ts'
import { resourceFaults } from './kinds/resource.ts'
import { responses } from './kinds/response.ts'
import { delays } from './kinds/timing.ts'

/** Every kind of fault and its answers. */
const faultKinds = {
  ...omissions,
  ...delays,
  ...responses,
  ...dependencyFailures,
  ...operations,
  ...resourceFaults,
}

type Kinds = typeof faultKinds

/** The kinds of faults, by the words that declare them. */
export type FaultKind = keyof Kinds

/** What goes wrong, without where and when. */
export type FaultCause = { [K in FaultKind]: Kinds[K] extends Kind<infer C> ? C : never }[FaultKind]

/** The names of all kinds. */
export const kindNames = Object.keys(faultKinds) as readonly FaultKind[]

/** The row of a cause. */
export const kindOf = (cause: Pick<FaultCause, 'kind'>): Kind<FaultCause> => faultKinds[cause.kind]

/** What a fault of this cause changes, at full strength. */
export const effectOf = (cause: FaultCause): Effect => ({
  ...noEffect,
  ...kindOf(cause).effect(cause),
})
