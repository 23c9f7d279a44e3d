/** Which failures are worth another try, looked up without searching through words. */
import { insistOnWord } from '../handed-in.ts'
import type { FailureKind, Retryable } from './failures.ts'

/** Which failures come with a code: what the other side says, not what the caller concludes. */
const HAS_CODE = {
  error: true,
  rejected: true,
  timeout: false,
  open: false,
} satisfies { [K in FailureKind]: boolean }

/** @throws UsageError for a failure that has no such name @param where what it was handed to */
export function insistOnFailure(failure: FailureKind, where: string): void {
  if (typeof failure === 'string' && Object.hasOwn(HAS_CODE, failure)) return
  insistOnWord(failure, Object.keys(HAS_CODE), { what: 'kind of failure', where })
}

/** The list `on`, prepared. */
export class RetryableOutcomes {
  readonly #kinds: Readonly<Record<FailureKind, boolean>>
  readonly #codes: readonly number[]

  /** @param on already checked */
  constructor(on: readonly Retryable[]) {
    this.#kinds = {
      error: on.includes('error'),
      timeout: on.includes('timeout'),
      rejected: on.includes('rejected'),
      open: on.includes('open'),
    }
    this.#codes = on.filter(item => typeof item === 'number')
  }

  /** Whether this failure is in the list, by its kind or by its code. */
  includes(failure: FailureKind, code?: number): boolean {
    if (this.#kinds[failure]) return true
    return code !== undefined && HAS_CODE[failure] && this.#codes.includes(code)
  }
}
