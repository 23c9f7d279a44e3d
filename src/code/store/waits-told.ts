/** Who still waits for whose lock in a store when the run has ended, in sentences. */
import { sentence } from '../../kernel/printable.ts'
import { formatMs } from '../../kernel/units.ts'
import type { ReplicaProcess } from '../process.ts'
import type { WaitsForLock } from './wire-server.ts'

/** Transactions have other numbers in another process. */
const numbered = /transaction \d+/

/** @param owners whose each session is, by its number */
export function waitsTold(
  { replica, clock }: ReplicaProcess,
  waits: readonly WaitsForLock[],
  owners: ReadonlyMap<number, ReplicaProcess>,
): string[] {
  const { agenda, handling } = replica.component
  const waiting = new Set(waits.map(({ session }) => session))
  return waits.map(({ session, sql, lock, heldBy, since }) => {
    const at = formatMs(agenda.now - (clock.wallNow() - since))
    const holders = heldBy.map(id => `${named(id)}${waiting.has(id) ? '' : ', who does nothing'}`)
    return sentence(
      `${handling.name}: ${named(session)} waits since ${at} for ${holders.join(' and ')} ` +
        `(${lock.replace(numbered, 'its transaction')}), to do: ${sql}`,
    )
  })

  function named(id: number): string {
    const owner = owners.get(id)
    return `session ${id}${owner === undefined ? '' : ` of ${owner.host.name}`}`
  }
}
