/** Which transactions hold the lock that a statement would have waited for. */
import type { Backend } from '../backend/backend.ts'
import { literal } from '../sql/literal.ts'

/** The name a transaction is prepared under. */
export const nameOf = (session: number): string => literal(`gameday ${session}`)

/** The sessions whose prepared transactions hold a lock, as the backend's log names it. */
export function holdersOf(backend: Backend, lock: string): number[] {
  const rows = backend.ask(`select distinct p.gid from pg_locks l
    join pg_locks x on x.virtualtransaction = l.virtualtransaction
      and x.locktype = 'transactionid'
    join pg_prepared_xacts p on p.transaction = x.transactionid
    where l.granted and l.pid is null and ${conditionOf(lock)} order by 1`)
  return rows.map(([gid]) => Number(`${gid}`.replace(/\D/g, '')))
}

function conditionOf(lock: string): string {
  const transaction = /on transaction (\d+)/.exec(lock)
  if (transaction !== null) {
    return `l.locktype = 'transactionid' and l.transactionid = '${transaction[1]}'`
  }
  const relation = /^(\w+) on relation (\d+)/.exec(lock)
  // Who reads shuts out nobody but those who want the table to themselves.
  if (relation !== null) {
    const readers = relation[1] === 'AccessExclusiveLock' ? '' : ` and l.mode <> 'AccessShareLock'`
    return `l.locktype = 'relation' and l.relation = ${relation[2]}${readers}`
  }
  const advisory = /on advisory lock \[\d+,(\d+),(\d+),(\d+)\]/.exec(lock)
  if (advisory !== null) {
    const [, classId, objectId, kind] = advisory
    return `l.locktype = 'advisory' and (l.classid, l.objid, l.objsubid) =
      (${classId}, ${objectId}, ${kind})`
  }
  return 'true'
}
