/** What it means that a fault is in force, where no number of its own shows that. */
import type { FaultKind } from '../faults/kinds.ts'
import { count } from '../kernel/count.ts'
import type { FaultRecord } from '../record/fault-record.ts'

const states: { readonly [kind in FaultKind]: (target: string) => string } = {
  dnsFailure: target => `the name of ${target} was not resolved`,
  unreachable: target => `there was no way to ${target}`,
  expiredCertificate: target => `nobody trusted ${target}`,
  expiredCredentials: target => `${target} trusted nobody`,
  crash: target => `${target} was down`,
  partition: target => `${target} was cut off`,
  drop: target => `some of what goes to ${target} was lost`,
  packetLoss: target => `packets to ${target} were lost`,
  resetConnections: target => `connections of ${target} were reset`,
  diskFull: target => `the disk of ${target} was full`,
  openBreaker: target => `the breaker of ${target} was held open`,
  badDeployment: target => `${target} ran bad code`,
  misconfigure: target => `${target} had other settings`,
  maintenance: target => `${target} was taken out for maintenance`,
  restart: target => `${target} was restarted`,
  failProbes: target => `health checks of ${target} failed`,
  skewClock: target => `the clock of ${target} was wrong, and so its deadlines`,
  flush: target => `${target} was emptied`,
  surge: target => `${target} sent more`,
  leak: target => `${target} gave back less than it took`,
  exhaust: target => `${target} had nothing of it left`,
  errors: target => `${target} answered with errors`,
  corrupt: target => `answers of ${target} were wrong`,
  stale: target => `answers of ${target} were old`,
  undecodable: target => `answers of ${target} could not be read`,
  lie: target => `${target} told some callers something else`,
  flipBits: target => `bits changed on the way to ${target}`,
  slow: target => `${target} was slow`,
  delay: target => `the way to ${target} was slow`,
  pause: target => `${target} stood still`,
  throttleCpu: target => `${target} had less of its processors`,
  saturateDisk: target => `the disk of ${target} was busy`,
  contend: target => `all work of ${target} needed the same lock`,
  slowQueries: target => `some queries of ${target} were slow`,
  reorder: target => `messages to and from ${target} passed each other`,
  throttleBandwidth: target => `the way to ${target} was narrow`,
}

/** More names than this are only counted. */
const MOST_NAMES = 3

/** `the clock of seats was wrong, and so its deadlines`; a zone is told with what is in it. */
export function stateIn({ kind, target, struck }: FaultRecord): string {
  const inside = struck.filter(name => !name.includes('->'))
  const isOne = inside.length === 0 || struck.some(name => target.startsWith(name))
  return states[kind as FaultKind](isOne ? target : `${target} (${namesOf(inside)})`)
}

const namesOf = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${count(names.length - MOST_NAMES)} more`
