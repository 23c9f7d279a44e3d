/** What the limits at which a call may wait are called, where waits are told. */
import { exactDuration, exactRate } from '../../kernel/units.ts'
import type { BulkheadKind, BulkheadOptions } from '../../policies/index.ts'
import type { RateLimitRule } from '../../policies/rate-limiter/options.ts'

const bulkheads: { readonly [K in BulkheadKind]: string } = {
  semaphore: 'bulkhead',
  threadPool: 'thread pool',
  connectionPool: 'connection pool',
  process: 'process pool',
}

/** `bulkhead of 5`; `connection pool "main" of 5`, where several calls share it. */
export function bulkheadName(
  { kind = 'semaphore', limit }: BulkheadOptions,
  pool: string | undefined,
): string {
  return `${bulkheads[kind]}${pool === undefined ? '' : ` "${pool}"`} of ${limit}`
}

/** `rate limit of 100/s`, `rate limit of 50 in 1s`. */
export function rateLimitName(options: RateLimitRule): string {
  const rule =
    'window' in options
      ? `${options.limit} in ${exactDuration(options.window)}`
      : exactRate(options.rate)
  return `rate limit of ${rule}`
}

/** Of connections that are kept. */
export const connectionsName = (most: number): string =>
  `pool of ${most} connection${most === 1 ? '' : 's'}`
