/** Where a Redis or Valkey is: a host, or a socket of this machine. */
import { UsageError } from '../../../kernel/errors.ts'
import { shown } from '../../../kernel/schema.ts'

/** As ioredis takes it. */
export type Address = { readonly url: string } | { readonly path: string }

/**
 * Reads an address: `redis://host:6379`, `rediss://…` (TLS), `redis+unix:///run/redis.sock`.
 *
 * @throws UsageError when it is none
 */
export function addressFrom(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'redis:' || url?.protocol === 'rediss:') {
    if (url.hostname !== '') return { url: text }
  }
  if (url?.protocol === 'redis+unix:' && url.pathname !== '') {
    return { path: decodeURIComponent(url.pathname) }
  }
  throw new UsageError({
    what: `${shown(withoutPassword(text))} is no address of a Redis`,
    where: '--redis',
    fix: 'write redis://localhost:6379, rediss://… or redis+unix:///run/redis/redis.sock',
  })
}

/** The address as it may be told. */
export const withoutPassword = (text: string): string => text.replace(/\/\/[^/]*@/, '//…@')
