/** Values on their way into Lua and out of it. */
import { bytesOf, textOf } from '../protocol/bytes.ts'
import type { Fengari } from './fengari.ts'
import type { LuaState } from './lua-api.ts'
import { LuaError, type LuaTable, type LuaValue, NULL, NullValue, Opaque } from './value.ts'

/** Tables within tables; deeper ones are likely to contain themselves. */
const DEEPEST = 1000

/** Places of the stack that a table takes: itself, a key and a value. */
const ROOM = 8

/** The stack of one Lua. */
export class Stack {
  readonly #lua: Fengari['lua']
  readonly state: LuaState

  constructor({ lua }: Fengari, state: LuaState) {
    this.#lua = lua
    this.state = state
  }

  /** Puts a value on top. */
  push(value: LuaValue): void {
    const { state } = this
    if (value === undefined) this.#lua.lua_pushnil(state)
    else if (typeof value === 'boolean') this.#lua.lua_pushboolean(state, value)
    else if (typeof value === 'number') this.#lua.lua_pushnumber(state, value)
    else if (typeof value === 'string') this.#lua.lua_pushstring(state, bytesOf(value))
    else if (value instanceof Map) this.#pushTable(value)
    else this.#lua.lua_pushlightuserdata(state, value)
  }

  #pushTable(table: LuaTable): void {
    if (!this.#lua.lua_checkstack(this.state, ROOM)) throw new LuaError('too many tables')
    this.#lua.lua_createtable(this.state, 0, 0)
    for (const [key, value] of table) {
      this.push(key)
      this.push(value)
      this.#lua.lua_rawset(this.state, -3)
    }
  }

  /** Reads a value, which stays where it is. */
  at(index: number, depth = 0): LuaValue {
    const { state } = this
    const type = this.#lua.lua_type(state, index)
    if (type === this.#lua.LUA_TNIL) return undefined
    if (type === this.#lua.LUA_TBOOLEAN) return this.#lua.lua_toboolean(state, index)
    if (type === this.#lua.LUA_TNUMBER) return this.#lua.lua_tonumber(state, index)
    if (type === this.#lua.LUA_TSTRING) return textOf(this.#lua.lua_tostring(state, index))
    if (type === this.#lua.LUA_TTABLE) return this.#table(index, depth)
    if (type !== this.#lua.LUA_TLIGHTUSERDATA) return new Opaque('function')
    return this.#lua.lua_touserdata(state, index) instanceof NullValue
      ? NULL
      : new Opaque('userdata')
  }

  #table(index: number, depth: number): LuaTable {
    const { state } = this
    if (depth >= DEEPEST || !this.#lua.lua_checkstack(state, ROOM)) {
      throw new LuaError(`Cannot serialise, excessive nesting (${depth + 1})`)
    }
    const table: LuaTable = new Map()
    const place = this.#lua.lua_absindex(state, index)
    this.#lua.lua_pushnil(state)
    while (this.#lua.lua_next(state, place) !== 0) {
      const key = this.at(-2, depth + 1)
      if (typeof key === 'object') throw new LuaError('a table has a key that is no name')
      if (key !== undefined) table.set(key, this.at(-1, depth + 1))
      this.#lua.lua_pop(state, 1)
    }
    return table
  }

  /** The arguments of the function of ours that is running. */
  arguments(): LuaValue[] {
    const count = this.#lua.lua_gettop(this.state)
    return Array.from({ length: count }, (_, i) => this.at(i + 1))
  }
}
