/** Answers of commands as values of Lua, and what a script gives back as an answer. */
import type { Resp } from '../protocol/encode.ts'
import {
  Dictionary,
  Double,
  Failure,
  Members,
  NO_ARRAY,
  Pairs,
  Push,
  type Reply,
  SILENCE,
  Status,
  Verbatim,
} from '../protocol/reply.ts'
import { formatDouble } from '../values/numbers.ts'
import { itemsOf, type LuaTable, type LuaValue, recordOf, tableOf } from './value.ts'

/** What a script sees of an answer, in the version of the protocol it has chosen. */
export function toLua(reply: Reply, resp: Resp): LuaValue {
  if (typeof reply === 'string' || typeof reply === 'boolean') return reply
  if (typeof reply === 'number' || typeof reply === 'bigint') return Number(reply)
  if (reply === null || reply === NO_ARRAY) return resp === 2 ? false : undefined
  if (reply instanceof Status) return recordOf({ ok: reply.text })
  if (reply instanceof Failure) return recordOf({ err: reply.message })
  if (reply instanceof Double) return double(reply.value, resp)
  if (reply instanceof Verbatim) return verbatim(reply.text, resp)
  return reply === SILENCE ? undefined : manyToLua(reply, resp)
}

function double(value: number, resp: Resp): LuaValue {
  return resp === 2 ? formatDouble(value) : recordOf({ double: value })
}

function verbatim(text: string, resp: Resp): LuaValue {
  if (resp === 2) return text
  return recordOf({ verbatim_string: recordOf({ format: 'txt', string: text }) })
}

type Many = readonly Reply[] | Dictionary | Members | Pairs | Push

function manyToLua(reply: Many, resp: Resp): LuaValue {
  const each = (item: Reply): LuaValue => toLua(item, resp)
  if (reply instanceof Push) return tableOf(reply.items.map(each))
  if (reply instanceof Pairs) {
    return tableOf((resp === 2 ? reply.pairs.flat() : reply.pairs).map(each))
  }
  if (reply instanceof Members) {
    if (resp === 2) return tableOf(reply.items.map(each))
    return recordOf({ set: new Map(reply.items.map(item => [keyOf(each(item)), true])) })
  }
  if (!(reply instanceof Dictionary)) return tableOf(reply.map(each))
  if (resp === 2) return tableOf(reply.flat.map(each))
  const map: LuaTable = new Map()
  for (let i = 0; i < reply.flat.length; i += 2) {
    map.set(keyOf(each(reply.flat[i])), each(reply.flat[i + 1]))
  }
  return recordOf({ map })
}

const keyOf = (value: LuaValue): string | number | boolean =>
  typeof value === 'object' || value === undefined ? '' : value

/** What is answered for a value that a script gives back. */
export function fromLua(value: LuaValue, resp: Resp): Reply {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return wholeOf(value)
  if (typeof value === 'boolean') return resp === 3 ? value : value ? 1 : null
  return value instanceof Map ? tableReply(value, resp) : null
}

/** Fractions are cut off, and what is no number is as far down as numbers go. */
function wholeOf(value: number): Reply {
  if (Number.isSafeInteger(Math.trunc(value))) return Math.trunc(value) + 0
  const isWithin = Math.abs(value) < Number(1n << 63n)
  return isWithin ? BigInt(Math.trunc(value)) : -(1n << 63n)
}

function tableReply(table: LuaTable, resp: Resp): Reply {
  const error = table.get('err')
  if (typeof error === 'string') return new Failure(error)
  const status = table.get('ok')
  if (typeof status === 'string') return new Status(status.replaceAll(/[\r\n]/g, ' '))
  const double = table.get('double')
  if (typeof double === 'number') return new Double(double)
  const [map, set] = [table.get('map'), table.get('set')]
  if (map instanceof Map) {
    return new Dictionary([...map].flat().map(each => fromLua(each, resp)))
  }
  if (set instanceof Map) return new Members([...set.keys()].map(each => fromLua(each, resp)))
  return itemsOf(table).map(each => fromLua(each, resp))
}
