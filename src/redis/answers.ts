/** Answers as values of JavaScript, for who asks a server without a connection. */
import { toUnicode } from './protocol/bytes.ts'
import {
  Dictionary,
  Double,
  Failure,
  Members,
  Pairs,
  Push,
  type Reply,
  Status,
  Verbatim,
} from './protocol/reply.ts'

/** Text, numbers, null, arrays; an error stays one. */
export function valueOf(reply: Reply): unknown {
  if (typeof reply === 'string') return toUnicode(reply)
  if (reply instanceof Status || reply instanceof Verbatim) return toUnicode(reply.text)
  if (reply instanceof Failure) return reply
  if (reply instanceof Double) return reply.value
  if (reply instanceof Dictionary) return reply.flat.map(valueOf)
  if (reply instanceof Members || reply instanceof Push) return reply.items.map(valueOf)
  if (reply instanceof Pairs) return reply.pairs.flat().map(valueOf)
  if (reply === null || typeof reply === 'symbol') return null
  if (typeof reply === 'bigint' && Number.isSafeInteger(Number(reply))) return Number(reply)
  return typeof reply === 'object' ? reply.map(valueOf) : reply
}
