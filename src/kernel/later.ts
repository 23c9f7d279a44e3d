/** Schemas that wait until something is written that they are for: most never are. */
import * as v from 'valibot'
import { lazy } from './lazy.ts'
import type { Schema } from './schema.ts'

/** A schema that is made when it first reads something, once. */
export const later = <T>(make: () => Schema<T>): Schema<T> => v.lazy(lazy(make))
