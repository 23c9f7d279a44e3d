/** How often things are asked for one request when all fails: retries and hedges multiply. */
import { hedgeSettings } from '../../policies/hedge/options.ts'
import { retrySettings } from '../../policies/retry/settings.ts'
import type { CallPolicy } from '../data.ts'
import type { DeclaredCall } from './calls.ts'

/** So many for one request, by which calls. */
export type Multiplied = { readonly count: number; readonly by: readonly string[] }

const ONE: Multiplied = Object.freeze({ count: 1, by: [] })

/** What retries come to, by handling. */
export class AttemptCounts {
  readonly #byHandling = new Map<string, Multiplied>()

  /** @param calls those of callers before those of their callees */
  constructor(calls: readonly DeclaredCall[]) {
    for (const call of calls) {
      const here = this.through(call)
      if (here.count > this.of(call.to).count) this.#byHandling.set(call.to, here)
    }
  }

  /** The most attempts at a handling that one request can lead to, budgets left aside. */
  of(handling: string): Multiplied {
    return this.#byHandling.get(handling) ?? ONE
  }

  /** The same of one call. */
  through({ from, name, step }: DeclaredCall): Multiplied {
    const before = this.of(from)
    const count = attemptsOf(step.policy)
    if (count === 1) return before
    return { count: before.count * count, by: [...before.by, name] }
  }
}

/** How many attempts a call makes at the most, those of all its layers multiplied. */
export function attemptsOf(policy: CallPolicy | null): number {
  if (policy === null) return 1
  const { retry, inner } = policy
  const here = retry === null || retry.budget !== undefined ? 1 : retrySettings(retry).attempts
  return here * attemptsOf(inner)
}

/** The most that can be under way for one call, budgets or not. */
export function mostAttemptsOf(policy: CallPolicy | null): number {
  if (policy === null) return 1
  const { retry, hedge, inner } = policy
  const tries = retry === null ? 1 : retrySettings(retry).attempts
  return tries * (hedge === null ? 1 : 1 + hedgeSettings(hedge).most) * mostAttemptsOf(inner)
}
