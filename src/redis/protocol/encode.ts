/** Answers as bytes of RESP2 or RESP3, each byte being a character. */
import { formatDouble } from '../values/numbers.ts'
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
} from './reply.ts'

/** Which version of the protocol a client speaks. */
export type Resp = 2 | 3

/** An answer in the words of one version of the protocol. */
export function encode(reply: Reply, resp: Resp): string {
  const out: string[] = []
  put(out, reply, resp)
  return out.join('')
}

function put(out: string[], reply: Reply, resp: Resp): void {
  if (typeof reply === 'string') out.push(bulk(reply))
  else if (typeof reply === 'number' || typeof reply === 'bigint') out.push(`:${reply}\r\n`)
  else if (reply === null) out.push(resp === 2 ? '$-1\r\n' : '_\r\n')
  else if (reply === NO_ARRAY) out.push(resp === 2 ? '*-1\r\n' : '_\r\n')
  else if (typeof reply === 'boolean') out.push(bool(reply, resp))
  else if (reply instanceof Status) out.push(`+${reply.text}\r\n`)
  else if (reply instanceof Failure) out.push(`-${inOneLine(reply.message)}\r\n`)
  else if (reply instanceof Double) out.push(double(reply.value, resp))
  else if (reply instanceof Verbatim) out.push(verbatim(reply.text, resp))
  else if (reply !== SILENCE) putMany(out, reply, resp)
}

type Many = readonly Reply[] | Dictionary | Members | Pairs | Push

function putMany(out: string[], reply: Many, resp: Resp): void {
  if (reply instanceof Pairs) putPairs(out, reply, resp)
  else if (reply instanceof Dictionary) putAll(out, reply.flat, resp, resp === 2 ? '*' : '%')
  else if (reply instanceof Members) putAll(out, reply.items, resp, resp === 2 ? '*' : '~')
  else if (reply instanceof Push) putAll(out, reply.items, resp, resp === 2 ? '*' : '>')
  else putAll(out, reply, resp, '*')
}

function putAll(out: string[], items: readonly Reply[], resp: Resp, sign: string): void {
  out.push(`${sign}${sign === '%' ? items.length / 2 : items.length}\r\n`)
  for (const item of items) put(out, item, resp)
}

function putPairs(out: string[], { pairs }: Pairs, resp: Resp): void {
  putAll(out, resp === 2 ? pairs.flat() : pairs, resp, '*')
}

/** A string with its length before it. */
const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`

function bool(value: boolean, resp: Resp): string {
  if (resp === 3) return value ? '#t\r\n' : '#f\r\n'
  return value ? ':1\r\n' : ':0\r\n'
}

const double = (value: number, resp: Resp): string =>
  resp === 2 ? bulk(formatDouble(value)) : `,${formatDouble(value)}\r\n`

const verbatim = (text: string, resp: Resp): string =>
  resp === 2 ? bulk(text) : `=${text.length + 4}\r\ntxt:${text}\r\n`

/** A line that broke would be read as an answer of its own. */
const inOneLine = (text: string): string => text.replaceAll(/[\r\n]/g, ' ')
