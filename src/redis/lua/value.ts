/** Values of Lua outside of Lua: what scripts are given, and what they give back. */

/** A table, in the order in which its keys came. */
export type LuaTable = Map<string | number | boolean, LuaValue>

/** What cannot leave Lua, such as a function; only its kind is known. */
export class Opaque {
  constructor(readonly kind: string) {}
}

/** What JSON and MessagePack have for nothing, where Lua has nothing at all. */
export class NullValue {
  readonly kind = 'null'
}

/** The one of its kind. */
export const NULL = new NullValue()

/** A value; nothing is undefined. */
export type LuaValue = undefined | boolean | number | string | LuaTable | NullValue | Opaque

/** Items as a table with the numbers from 1. */
export const tableOf = (items: readonly LuaValue[]): LuaTable =>
  new Map(items.map((item, i) => [i + 1, item]))

/** A table of names. */
export const recordOf = (record: Readonly<Record<string, LuaValue>>): LuaTable =>
  new Map(Object.entries(record))

/** The items of a table from 1 up to the first that is missing. */
export function itemsOf(table: LuaTable): LuaValue[] {
  const items: LuaValue[] = []
  for (let i = 1; table.get(i) !== undefined; i++) items.push(table.get(i))
  return items
}

/** The kind of a value, as messages of Lua name it. */
export function kindOf(value: LuaValue): string {
  if (value === undefined) return 'nil'
  if (value instanceof Map) return 'table'
  if (value instanceof Opaque) return value.kind
  return value instanceof NullValue ? 'userdata' : typeof value
}

/** What a script did wrong, as a message with its place before it. */
export class LuaError extends Error {}
