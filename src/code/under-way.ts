/**
 * What is under way in one life of a process: as long as there is something, its code may go on.
 * Where there is nothing and requests are in its hands, they wait for each other, or for nobody.
 */
import { counted } from '../kernel/figures.ts'
import { sentence } from '../kernel/printable.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import type { ReplicaProcess } from './process.ts'

/** Counts it. */
export class UnderWay {
  /** Timers, and other events of its own. */
  planned = 0
  /** Calls that it has made. */
  calls = 0
  /** When it last did anything. */
  latest: Ms = 0

  get isNothing(): boolean {
    return this.planned === 0 && this.calls === 0
  }
}

/** Something that was planned is not any more: it happens, or was called off. */
export function unplan(due: { isPlanned: boolean; readonly life: { underWay: UnderWay } }): void {
  if (due.isPlanned) due.life.underWay.planned--
  due.isPlanned = false
}

/**
 * What stands still in a process when the run has ended.
 *
 * @returns a sentence, or none: who waits since when, and what the process holds meanwhile
 */
export function standstillOf(process: ReplicaProcess): string[] {
  const { replica, underWay, host, desk } = process
  const { agenda } = replica.component
  const inHand = replica.living.count(({ code }) => code !== null)
  if (inHand === 0 || !underWay.isNothing || underWay.latest >= agenda.now) return []
  const since = formatMs(underWay.latest)
  const connections = desk.connectionsOf(process)
  const held = connections.map(([to, count]) => `${counted(count, 'connection')} to ${to}`)
  return [
    sentence(
      `${host.name}: ${counted(inHand, 'request')} in its hands since ${since} at the latest, ` +
        'and nothing is under way, no call and no timer, that could let its code go on' +
        `${held.length === 0 ? '' : `; it holds ${held.join(' and ')}`}.`,
    ),
  ]
}
