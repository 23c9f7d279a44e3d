/** Times at which keys expire, as EX, PX, EXAT and PXAT write them. */
import { Failure } from '../protocol/reply.ts'
import { exactInteger } from '../values/numbers.ts'

/** Whether a time is in seconds, and whether it counts from now. */
export type TimeUnit = { readonly factor: 1 | 1000; readonly fromNow: boolean }

/** The words of options, and what they mean. */
export const timeUnits: Readonly<Record<string, TimeUnit | undefined>> = {
  EX: { factor: 1000, fromNow: true },
  PX: { factor: 1, fromNow: true },
  EXAT: { factor: 1000, fromNow: false },
  PXAT: { factor: 1, fromNow: false },
}

const MOST = (1n << 63n) - 1n

/** What cannot be a time to expire at. */
const invalidExpiry = (command: string): Failure =>
  new Failure(`ERR invalid expire time in '${command}' command`)

/** When a key expires whose time must lie ahead, in milliseconds since 1970. */
export function expiryAt(text: string, unit: TimeUnit, now: number, command: string): number {
  if (exactInteger(text) <= 0n) throw invalidExpiry(command)
  return anyExpiryAt(text, unit, now, command)
}

/** The same for a time that may be over. */
export function anyExpiryAt(text: string, unit: TimeUnit, now: number, command: string): number {
  const value = exactInteger(text)
  const milliseconds = value * BigInt(unit.factor)
  const at = unit.fromNow ? milliseconds + BigInt(now) : milliseconds
  if (at > MOST || milliseconds < -MOST - 1n) throw invalidExpiry(command)
  return Number(at)
}
