/** Errors that real stores tell in their own words, by the codes that their clients know. */

/** What a PostgreSQL may be made to say, by SQLSTATE; and what a Redis, by its first word. */
export const storeErrors = {
  postgres: ['40001', '40P01', '55P03', '57014', '53100', '53200', '57P01', '57P03', '53300'],
  redis: ['LOADING', 'READONLY', 'OOM', 'MISCONF', 'MASTERDOWN'],
} as const

/** A SQLSTATE of PostgreSQL that a fault can have it say. */
export type PostgresError = (typeof storeErrors.postgres)[number]

/** The first word of an error of Redis that a fault can have it say. */
export type RedisError = (typeof storeErrors.redis)[number]

/** The code of an error that a real store tells by itself. */
export type StoreError = PostgresError | RedisError

/** All of them. */
export const storeErrorCodes: readonly StoreError[] = [
  ...storeErrors.postgres,
  ...storeErrors.redis,
]

/** Whether a code is one of a store, and none of a model. */
export const isStoreError = (code: unknown): code is StoreError =>
  storeErrorCodes.includes(code as StoreError)
