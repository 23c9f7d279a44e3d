/** What is said of a declaration that has mistakes. */
import { call, clients, service, store, system } from 'gameday'
import type { CallOptions, Component } from 'gameday'
import { anything, problemsOf } from '../../kernel/support/mistakes.ts'

type Parts = { readonly [name: string]: Component }

/** All that is said of a declaration, each mistake in one line with its place. */
export const told = (parts: unknown, options?: unknown): string[] =>
  problemsOf(() => system('shop', anything(parts), anything(options))).map(
    ({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`,
  )

/** Clients and a store, to have some. */
export const users = clients({ rate: '1/s', call: 'db' })
export const db = store({ time: '1ms' })
/** A service between clients and a store. */
export const around = (web: Component): Parts => ({
  users: clients({ rate: '1/s', call: 'web' }),
  web,
  db,
})
/** What is said of a call with these options. */
export const calling = (options: unknown): string[] =>
  told(around(service({ handle: call('db', options as CallOptions) })))
