/** One Lua: its globals, which nobody can change, and functions of ours in them. */
import { bytesOf, textOf } from '../protocol/bytes.ts'
import { type Fengari, loadFengari, withDoubles } from './fengari.ts'
import type { LuaFunction, LuaState } from './lua-api.ts'
import { withOldEscapes } from './literals.ts'
import { inWordsOf51 } from './messages.ts'
import { PRELUDE } from './prelude.ts'
import { Stack } from './stack.ts'
import { kindOf, LuaError, type LuaValue, type NullValue } from './value.ts'

/** A function of ours: what it is given, and what it gives back. */
export type Native = (...values: LuaValue[]) => LuaValue | Several

/** More results than one. */
export class Several {
  constructor(readonly values: readonly LuaValue[]) {}
}

/** An error as a table, which is raised as it is: redis.call does so. */
export class RaisedTable extends Error {
  constructor(readonly text: string) {
    super(text)
  }
}

/** Functions of a library, by their names; and other values. */
export type Library = Readonly<Record<string, Native | string | number | NullValue>>

/** How a run ended. */
export type Outcome =
  | { readonly ok: true; readonly value: LuaValue }
  | { readonly ok: false; readonly message: string; readonly place: string | undefined }

/** A script that runs so many instructions without an end is broken off. */
const MOST_INSTRUCTIONS = 20_000_000

const EVERY = 100_000

/** A Lua with libraries. */
export class Machine {
  readonly #fengari: Fengari
  readonly #state: LuaState
  readonly #stack: Stack
  /** An error of ours that came up within Lua, which does not know it. */
  #crash: unknown
  #instructions = 0

  /** @param libraries what is added to those of Lua, by their names */
  constructor(libraries: Readonly<Record<string, Library>>) {
    this.#fengari = loadFengari()
    this.#state = this.#fengari.lauxlib.luaL_newstate()
    this.#stack = new Stack(this.#fengari, this.#state)
    withDoubles(() => {
      this.#openLibraries()
      for (const [name, library] of Object.entries(libraries)) this.#addLibrary(name, library)
      this.#runPrelude()
    })
    const { lua } = this.#fengari
    lua.lua_sethook(this.#state, () => this.#count(), lua.LUA_MASKCOUNT, EVERY)
  }

  /**
   * Compiles a script.
   *
   * @returns a number to run it by, or a message where it does not compile
   */
  compile(source: string): number | string {
    const { lua, lauxlib } = this.#fengari
    return withDoubles(() => {
      const bytes = bytesOf(withOldEscapes(source))
      const name = bytesOf(NAME)
      const status = lauxlib.luaL_loadbuffer(this.#state, bytes, bytes.length, name)
      if (status === lua.LUA_OK) return lauxlib.luaL_ref(this.#state, lua.LUA_REGISTRYINDEX)
      const message = textOf(lua.lua_tostring(this.#state, -1))
      lua.lua_settop(this.#state, 0)
      return inWordsOf51(message)
    })
  }

  /** Forgets what was compiled. */
  forget(script: number): void {
    const { lua, lauxlib } = this.#fengari
    lauxlib.luaL_unref(this.#state, lua.LUA_REGISTRYINDEX, script)
  }

  /** Runs a script with some globals of its own. */
  run(script: number, globals: Readonly<Record<string, LuaValue>>): Outcome {
    const { lua } = this.#fengari
    this.#instructions = 0
    this.#crash = undefined
    return withDoubles(() => {
      lua.lua_settop(this.#state, 0)
      for (const [name, value] of Object.entries(globals)) this.#setGlobal(name, value)
      lua.lua_pushcfunction(this.#state, this.#locate)
      lua.lua_rawgeti(this.#state, lua.LUA_REGISTRYINDEX, script)
      const status = lua.lua_pcall(this.#state, 0, 1, 1)
      const outcome = this.#outcome(status)
      lua.lua_settop(this.#state, 0)
      if (this.#crash !== undefined) throw this.#crash
      return outcome
    })
  }

  #outcome(status: number): Outcome {
    if (this.#crash !== undefined) return { ok: true, value: undefined }
    try {
      const value = this.#stack.at(-1)
      if (status === this.#fengari.lua.LUA_OK) return { ok: true, value }
      return failed(value)
    } catch (error) {
      if (!(error instanceof LuaError)) throw error
      return { ok: false, message: `ERR ${error.message}`, place: undefined }
    }
  }

  #openLibraries(): void {
    const { lauxlib, lualib, lua } = this.#fengari
    const libraries = {
      _G: lualib.luaopen_base,
      coroutine: lualib.luaopen_coroutine,
      table: lualib.luaopen_table,
      string: lualib.luaopen_string,
      math: lualib.luaopen_math,
    }
    for (const [name, open] of Object.entries(libraries)) {
      lauxlib.luaL_requiref(this.#state, bytesOf(name), open, true)
      lua.lua_settop(this.#state, 0)
    }
  }

  #addLibrary(name: string, library: Library): void {
    const { lua } = this.#fengari
    lua.lua_createtable(this.#state, 0, 0)
    for (const [key, member] of Object.entries(library)) {
      if (typeof member === 'function') {
        lua.lua_pushcfunction(this.#state, this.#native(member))
      } else this.#stack.push(member)
      lua.lua_setfield(this.#state, -2, bytesOf(key))
    }
    lua.lua_rawgeti(this.#state, lua.LUA_REGISTRYINDEX, lua.LUA_RIDX_GLOBALS)
    lua.lua_pushvalue(this.#state, -2)
    lua.lua_setfield(this.#state, -2, bytesOf(name))
    lua.lua_settop(this.#state, 0)
  }

  /** Lua of our own that makes 5.3 look like 5.1, and leaves a table that cannot be changed. */
  #runPrelude(): void {
    const { lua, lauxlib } = this.#fengari
    const bytes = bytesOf(PRELUDE)
    lauxlib.luaL_loadbuffer(this.#state, bytes, bytes.length, bytesOf('@prelude'))
    if (lua.lua_pcall(this.#state, 0, 2, 0) !== lua.LUA_OK) {
      throw new Error(`gameday's prelude: ${textOf(lua.lua_tostring(this.#state, -1))}`)
    }
    // First what scripts see, then the table behind it, to which KEYS and ARGV are added.
    lua.lua_setfield(this.#state, lua.LUA_REGISTRYINDEX, bytesOf('behind'))
    lua.lua_rawseti(this.#state, lua.LUA_REGISTRYINDEX, lua.LUA_RIDX_GLOBALS)
  }

  #setGlobal(name: string, value: LuaValue): void {
    const { lua } = this.#fengari
    lua.lua_getfield(this.#state, lua.LUA_REGISTRYINDEX, bytesOf('behind'))
    this.#stack.push(name)
    this.#stack.push(value)
    lua.lua_rawset(this.#state, -3)
    lua.lua_settop(this.#state, 0)
  }

  #native(run: Native): LuaFunction {
    return () => {
      try {
        const result = run(...this.#stack.arguments())
        const values = result instanceof Several ? result.values : [result]
        for (const value of values) this.#stack.push(value)
        return values.length
      } catch (error) {
        return this.#raise(error)
      }
    }
  }

  /** @param level who is to blame: who called this function, or the script itself */
  #raise(error: unknown, level = 1): number {
    const { lua, lauxlib } = this.#fengari
    if (error instanceof RaisedTable) this.#stack.push(new Map([['err', error.text]]))
    else if (error instanceof LuaError) {
      lauxlib.luaL_where(this.#state, level)
      const where = textOf(lua.lua_tostring(this.#state, -1))
      this.#stack.push(where + error.message)
    } else {
      this.#crash = error
      this.#stack.push('gameday')
    }
    return lua.lua_error(this.#state)
  }

  #count(): void {
    this.#instructions += EVERY
    if (this.#instructions < MOST_INSTRUCTIONS && this.#crash === undefined) return
    this.#raise(
      new LuaError(
        `the script ran ${this.#instructions} instructions, which gameday takes for a loop ` +
          'without an end: let it do less at a time',
      ),
      0,
    )
  }

  /** Handles an error: a table with its message and its place. */
  readonly #locate: LuaFunction = () => {
    const error = this.#stack.at(-1)
    const given = error instanceof Map ? error.get('err') : undefined
    const message = error instanceof Map ? given : `ERR ${inWordsOf51(messageOf(error))}`
    const place = this.#placeOfError()
    this.#stack.push(new Map(Object.entries({ err: message, place })))
    return 1
  }

  /** Where in the script an error was raised, whatever it had called. */
  #placeOfError(): string | undefined {
    const { lua } = this.#fengari
    for (let level = 1; level <= MOST_LEVELS; level++) {
      const place = new lua.lua_Debug()
      if (lua.lua_getstack(this.#state, level, place) === 0) return undefined
      lua.lua_getinfo(this.#state, bytesOf('Sl'), place)
      const source = textOf(place.source)
      if (source === NAME) return `${source}:${place.currentline}`
    }
    return undefined
  }
}

/** What scripts are called. */
const NAME = '@user_script'

/** How many calls within each other are looked through for the script. */
const MOST_LEVELS = 200

const messageOf = (error: LuaValue): string =>
  error instanceof Map || typeof error === 'object' ? kindOf(error) : String(error ?? 'nil')

function failed(value: LuaValue): Outcome {
  const [message, place] = value instanceof Map ? [value.get('err'), value.get('place')] : []
  return {
    ok: false,
    message: typeof message === 'string' ? message : 'ERR unknown error',
    place: typeof place === 'string' ? place : undefined,
  }
}
