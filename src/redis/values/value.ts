/** What a key can hold. */
import type { Hash } from './hash.ts'
import type { List } from './list.ts'
import type { MemberSet } from './member-set.ts'
import type { SortedSet } from './sorted-set.ts'
import type { Stream } from './stream.ts'
import { Text } from './text.ts'

/** The value of a key. */
export type Value = Text | Hash | List | MemberSet | SortedSet | Stream

/** The name of a kind of value, as TYPE answers it. */
export type Kind = Value['kind']

/** The value of one kind. */
export type ValueOf<K extends Kind> = Extract<Value, { readonly kind: K }>

/** A value like it that shares nothing with it. */
export const copyOf = (value: Value): Value => (value instanceof Text ? value : value.copy())
