/**
 * Loads fengari when the first script comes, and makes its numbers those of Lua 5.1, which Redis
 * has: all are doubles. Fengari's Lua 5.3 has whole numbers of 32 bits, too, in which the
 * milliseconds of a clock do not fit.
 */
import { createRequire } from 'node:module'
import { bytesOf, textOf } from '../protocol/bytes.ts'
import { formatGeneral } from '../values/numbers.ts'
import type {
  LuaApi,
  LuaAuxiliary,
  LuaLibraries,
  LuaObjects,
  LuaSlot,
  LuaState,
  LuaStrings,
} from './lua-api.ts'
import { UsageError } from '../../kernel/errors.ts'
import { luaNumber } from './numbers.ts'

/** What of fengari is used. */
export type Fengari = {
  readonly lua: LuaApi
  readonly lauxlib: LuaAuxiliary
  readonly lualib: LuaLibraries
}

const require = createRequire(import.meta.url)

/** Loads it. */
export function loadFengari(): Fengari {
  try {
    return require('fengari') as Fengari
  } catch (cause) {
    throw new UsageError({
      what: `scripts of Redis need the package fengari, which cannot be loaded: ${cause}`,
      where: 'redis',
      fix: 'npm install --save-dev fengari',
    })
  }
}

/** What of its inside is looked up by itself each time, and so can be replaced. */
type Inside = { readonly objects: LuaObjects; readonly strings: LuaStrings }

/** Loaded once: to look for a module takes longer than a short script. */
let inside: Inside | undefined

const loadInside = (): Inside => ({
  objects: require('fengari/src/lobject.js') as LuaObjects,
  strings: require('fengari/src/lstring.js') as LuaStrings,
})

/**
 * Runs something with numbers of Lua 5.1. Whoever else in this process uses fengari has its own
 * numbers before and after.
 */
export function withDoubles<Result>(work: () => Result): Result {
  inside ??= loadInside()
  const { objects, strings } = inside
  const { luaO_str2num, luaO_tostring } = objects
  objects.luaO_str2num = readNumber
  objects.luaO_tostring = (state: LuaState, slot: LuaSlot) => {
    slot.setsvalue(strings.luaS_bless(state, bytesOf(numberText(slot.value))))
  }
  try {
    return work()
  } finally {
    objects.luaO_str2num = luaO_str2num
    objects.luaO_tostring = luaO_tostring
  }
}

/** How many bytes were read, and one more; 0 when it is no number. */
function readNumber(bytes: Uint8Array, into: LuaSlot): number {
  const value = luaNumber(textOf(bytes))
  if (value === undefined) return 0
  into.setfltvalue(value)
  return bytes.length + 1
}

/** A number as `tostring` writes it. */
export const numberText = (value: number): string =>
  // What is no number comes of 0/0, which has a sign on the machines that Redis runs on.
  Number.isNaN(value) ? '-nan' : formatGeneral(value, 14)
