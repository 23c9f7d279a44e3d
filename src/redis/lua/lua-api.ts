/** What is used of fengari, a Lua in JavaScript, which has no types of its own. */

/** A Lua: its stack, its globals. */
export type LuaState = { readonly isLua: unique symbol }

/** What a function of ours, called by Lua, does: it returns how many results it has pushed. */
export type LuaFunction = (state: LuaState) => number

/** Where an error came from. */
export type LuaDebug = {
  readonly currentline: number
  readonly source: Uint8Array
  readonly what: Uint8Array
}

/** A number on its way into Lua, or out of it. */
export type LuaSlot = {
  readonly value: number
  ttisinteger(): boolean
  setfltvalue(value: number): void
  setsvalue(text: unknown): void
}

/** The functions of Lua's C API that are used. */
export type LuaApi = {
  readonly LUA_OK: number
  readonly LUA_REGISTRYINDEX: number
  readonly LUA_RIDX_GLOBALS: number
  readonly LUA_MASKCOUNT: number
  readonly LUA_TNIL: number
  readonly LUA_TBOOLEAN: number
  readonly LUA_TNUMBER: number
  readonly LUA_TSTRING: number
  readonly LUA_TTABLE: number
  readonly LUA_TLIGHTUSERDATA: number
  readonly lua_Debug: new () => LuaDebug
  lua_absindex(state: LuaState, index: number): number
  lua_checkstack(state: LuaState, more: number): boolean
  lua_createtable(state: LuaState, items: number, fields: number): void
  lua_error(state: LuaState): number
  lua_getfield(state: LuaState, index: number, name: Uint8Array): number
  lua_getglobal(state: LuaState, name: Uint8Array): number
  lua_getinfo(state: LuaState, what: Uint8Array, into: LuaDebug): number
  lua_getstack(state: LuaState, level: number, into: LuaDebug): number
  lua_gettop(state: LuaState): number
  lua_next(state: LuaState, index: number): number
  lua_pcall(state: LuaState, given: number, wanted: number, handler: number): number
  lua_pop(state: LuaState, count: number): void
  lua_pushboolean(state: LuaState, value: boolean): void
  lua_pushcfunction(state: LuaState, run: LuaFunction): void
  lua_pushlightuserdata(state: LuaState, value: unknown): void
  lua_pushnil(state: LuaState): void
  lua_pushnumber(state: LuaState, value: number): void
  lua_pushstring(state: LuaState, text: Uint8Array): void
  lua_pushvalue(state: LuaState, index: number): void
  lua_rawgeti(state: LuaState, index: number, key: number): number
  lua_rawset(state: LuaState, index: number): void
  lua_rawseti(state: LuaState, index: number, key: number): void
  lua_setfield(state: LuaState, index: number, name: Uint8Array): void
  lua_sethook(
    state: LuaState,
    hook: ((state: LuaState) => void) | null,
    mask: number,
    count: number,
  ): void
  lua_setmetatable(state: LuaState, index: number): void
  lua_settop(state: LuaState, index: number): void
  lua_toboolean(state: LuaState, index: number): boolean
  lua_tonumber(state: LuaState, index: number): number
  lua_tostring(state: LuaState, index: number): Uint8Array
  lua_touserdata(state: LuaState, index: number): unknown
  lua_type(state: LuaState, index: number): number
}

/** The functions that make the API easier. */
export type LuaAuxiliary = {
  luaL_loadbuffer(state: LuaState, text: Uint8Array, length: number, name: Uint8Array): number
  luaL_newstate(): LuaState
  luaL_ref(state: LuaState, index: number): number
  luaL_unref(state: LuaState, index: number, reference: number): void
  luaL_requiref(state: LuaState, name: Uint8Array, open: LuaFunction, isGlobal: boolean): void
  luaL_where(state: LuaState, level: number): void
}

/** The libraries of Lua. */
export type LuaLibraries = {
  readonly luaopen_base: LuaFunction
  readonly luaopen_coroutine: LuaFunction
  readonly luaopen_math: LuaFunction
  readonly luaopen_string: LuaFunction
  readonly luaopen_table: LuaFunction
}

/** How fengari reads and writes numbers: it looks them up here each time. */
export type LuaObjects = {
  luaO_str2num: (text: Uint8Array, into: LuaSlot) => number
  luaO_tostring: (state: LuaState, slot: LuaSlot) => void
}

/** How fengari makes a string of its own. */
export type LuaStrings = { luaS_bless(state: LuaState, text: Uint8Array): unknown }
