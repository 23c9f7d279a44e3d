/**
 * What is said of one kind of fault: its options, where it can strike, what it changes there. All
 * else (its data, how it is checked, how it reads) follows from that.
 */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { later } from '../kernel/later.ts'
import { consistent, options, type Schema } from '../kernel/schema.ts'
import type { Effect, Place } from './effect.ts'
import type { Option } from './option.ts'

type Options = { readonly [name: string]: Option<unknown> }

/** What a fault of a kind was told, in milliseconds, bytes and shares. */
type OptionValues<O extends Options> = {
  readonly [N in keyof O]: O[N] extends Option<infer T> ? T : never
}

/** What goes wrong, as plain data: the kind and its options. */
export type CauseOf<K extends string, O extends Options> = OptionValues<O> & {
  /** Which kind of fault: the name of its word. */
  readonly kind: K
}

/** One kind of fault: what whoever holds a fault may ask of it. */
export type Kind<C> = {
  /** Where a fault of this kind takes hold when it is aimed at a component. */
  readonly strikes: Place
  /** Whether it also makes sense on a link, where messages travel but no work is done. */
  alsoOnLinks(cause: C): boolean
  /** True if it can grow from nothing to its full strength. */
  readonly canRamp: boolean
  /** Of what it can touch a share only; of nothing if it is all or nothing. */
  readonly shareOf: 'requests' | 'replicas' | 'nothing'
  /** Reads the options of its word. */
  readonly schema: Schema<C>
  /** What it changes, at full strength. */
  effect(cause: C): Partial<Effect>
  /** What stands between the parentheses of its word, after the target. */
  options(cause: C): string
}

/** What a kind of fault says of itself; the rest is as for most kinds. */
type Row<K extends string, O extends Options> = {
  readonly options: O
  readonly strikes: Place
  /** Default: never. */
  alsoOnLinks?(cause: CauseOf<K, O>): boolean
  /** Default: true. */
  readonly canRamp?: boolean
  /** Default: of requests. */
  readonly shareOf?: Kind<never>['shareOf']
  /** What contradicts itself; default: nothing. */
  mistakes?(this: void, values: OptionValues<O>): readonly Problem[]
  effect(cause: CauseOf<K, O>): Partial<Effect>
  /** Default: the options by name, in braces. */
  shown?(cause: CauseOf<K, O>): string
}

/** Declares a kind of fault. */
export function faultKind<const K extends string, const O extends Options>(
  kind: K,
  row: Row<K, O>,
): Kind<CauseOf<K, O>> {
  return {
    strikes: row.strikes,
    alsoOnLinks: cause => row.alsoOnLinks?.(cause) ?? false,
    canRamp: row.canRamp ?? true,
    shareOf: row.shareOf ?? 'requests',
    schema: later(() => schemaOf(kind, row)),
    effect: cause => row.effect(cause),
    options: cause => row.shown?.(cause) ?? inBraces(row.options, cause),
  }
}

function schemaOf<K extends string, O extends Options>(
  kind: K,
  { options: known, mistakes }: Row<K, O>,
): Schema<CauseOf<K, O>> {
  const entries = Object.fromEntries(
    Object.entries(known).map(([name, { schema }]) => [name, schema]),
  )
  const told = options(entries) as Schema<OptionValues<O>>
  return v.pipe(
    consistent(told, value => mistakes?.(value) ?? []),
    v.transform(value => ({ kind, ...value })),
  )
}

/** The options by name, but for those that need not be said. */
function inBraces(known: Options, cause: { readonly [name: string]: unknown }): string {
  const said = Object.entries(known).filter(([name, { unsaid }]) => cause[name] !== unsaid)
  if (said.length === 0) return ''
  return `{ ${said.map(([name, { show }]) => `${name}: ${show(cause[name])}`).join(', ')} }`
}
