/** When keys expire. */
import { Failure, type Reply } from '../protocol/reply.ts'
import { anyExpiryAt, type TimeUnit, timeUnits } from './expiry-options.ts'
import { row, type Row, type Scene } from './row.ts'

/** EXPIRE and its relatives. */
const expire =
  (command: string, unit: TimeUnit | undefined = timeUnits['PX']) =>
  ([key, time, ...options]: readonly string[], { db, now }: Scene): Reply => {
    const conditions = conditionsOf(options)
    const at = unit && anyExpiryAt(time, unit, now, command)
    if (at === undefined || db.get(key) === undefined) return 0
    if (!allows(conditions, db.expiryOf(key), at)) return 0
    if (at <= now) db.delete(key)
    else {
      db.expire(key, at)
      db.changed(key)
    }
    return 1
  }

const conditionNames = ['NX', 'XX', 'GT', 'LT']

function conditionsOf(options: readonly string[]): ReadonlySet<string> {
  const conditions = new Set(options.map(option => option.toUpperCase()))
  const unknown = options.find(option => !conditionNames.includes(option.toUpperCase()))
  if (unknown !== undefined) throw new Failure(`ERR Unsupported option ${unknown}`)
  if (conditions.has('NX') && conditions.size > 1) {
    throw new Failure('ERR NX and XX, GT or LT options at the same time are not compatible')
  }
  if (conditions.has('GT') && conditions.has('LT')) {
    throw new Failure('ERR GT and LT options at the same time are not compatible')
  }
  return conditions
}

/** A key that does not expire counts as one that expires later than any. */
function allows(conditions: ReadonlySet<string>, old = Infinity, at: number): boolean {
  if (conditions.has('NX') && old !== Infinity) return false
  if (conditions.has('XX') && old === Infinity) return false
  if (conditions.has('GT') && at <= old) return false
  return !(conditions.has('LT') && at >= old)
}

/** What is left, as `shown` shows it. */
const remaining =
  (shown: (milliseconds: number, at: number) => number) =>
  ([key]: readonly string[], { db, now }: Scene): Reply => {
    const entry = db.peek(key)
    if (entry === undefined) return -2
    return entry.expiresAt === undefined ? -1 : shown(entry.expiresAt - now, entry.expiresAt)
  }

function persist([key]: readonly string[], { db }: Scene): Reply {
  if (db.expiryOf(key) === undefined) return 0
  db.expire(key, undefined)
  db.changed(key)
  return 1
}

const inSeconds = (milliseconds: number): number => Math.floor((milliseconds + 500) / 1000)

/** Commands about when keys expire. */
export const expiry: readonly Row[] = [
  row('expire', -3, 'write fast', expire('expire', timeUnits['EX'])),
  row('pexpire', -3, 'write fast', expire('pexpire', timeUnits['PX'])),
  row('expireat', -3, 'write fast', expire('expireat', timeUnits['EXAT'])),
  row('pexpireat', -3, 'write fast', expire('pexpireat', timeUnits['PXAT'])),
  row('ttl', 2, 'readonly fast', remaining(inSeconds)),
  row(
    'pttl',
    2,
    'readonly fast',
    remaining(milliseconds => milliseconds),
  ),
  row(
    'expiretime',
    2,
    'readonly fast',
    remaining((_, at) => inSeconds(at)),
  ),
  row(
    'pexpiretime',
    2,
    'readonly fast',
    remaining((_, at) => at),
  ),
  row('persist', 2, 'write fast', persist),
]
