/** Wrong answers: an error, one that looks fine and is not, one that depends on who asks. */
import type { Problem } from '../../kernel/errors.ts'
import { faultKind } from '../kind.ts'
import { codeOrOfStore, maybe, orElse, perBit, rate, time, unless } from '../option.ts'
import { isStoreError } from '../store-errors.ts'

const INTERNAL_ERROR = 500

const saysNoTime: Problem = {
  what: 'a store does not say when to come again',
  where: 'retryAfter',
  fix: 'leave out retryAfter',
}

export const responses = {
  /** A share of requests is answered by an error. */
  errors: faultKind('errors', {
    options: {
      rate: orElse(rate, 1),
      code: orElse(codeOrOfStore, INTERNAL_ERROR),
      retryAfter: maybe(time),
    },
    strikes: 'handler',
    alsoOnLinks: ({ code }) => !isStoreError(code),
    mistakes: ({ code, retryAfter }) =>
      isStoreError(code) && retryAfter !== undefined ? [saysNoTime] : [],
    effect: ({ rate, code, retryAfter = NaN }) => {
      if (isStoreError(code)) return { errorRate: rate, errorAt: code }
      return { errorRate: rate, errorCode: code, retryAfterMs: retryAfter }
    },
  }),
  /** Answers are wrong, and nobody notices. */
  corrupt: faultKind('corrupt', {
    options: { rate: unless(rate, 1) },
    strikes: 'handler',
    alsoOnLinks: () => true,
    effect: ({ rate }) => ({ wrongRate: rate }),
  }),
  /** Answers were right once. */
  stale: faultKind('stale', {
    options: { rate: unless(rate, 1) },
    strikes: 'handler',
    alsoOnLinks: () => true,
    effect: ({ rate }) => ({ wrongRate: rate }),
  }),
  /** Answers cannot be read, and callers notice. */
  undecodable: faultKind('undecodable', {
    options: { rate: unless(rate, 1) },
    strikes: 'handler',
    alsoOnLinks: () => true,
    effect: ({ rate }) => ({ garbledRate: rate }),
  }),
  /** Some callers are told something else than others. */
  lie: faultKind('lie', {
    options: { rate: orElse(rate, 0.5) },
    strikes: 'handler',
    alsoOnLinks: () => true,
    canRamp: false,
    effect: ({ rate }) => ({ liedToRate: rate }),
  }),
  /** Bits of messages change on the way. */
  flipBits: faultKind('flipBits', {
    options: { rate: orElse(perBit, 1e-6) },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ rate }) => ({ bitErrorRate: rate }),
  }),
}
