/** What would take a fault itself out of the world, where no line of a declaration can. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { FaultCause, FaultKind } from '../../faults/kinds.ts'

type Said = (target: string, cause: FaultCause, system: System) => string

const network: Said = target => `mend the network at ${target}`
const answers: Said = target => `mend the answers of ${target}`
const asQuick: Said = target => `make ${target} as quick as before`

const repairs: { readonly [K in FaultKind]: Said } = {
  crash: target => `keep ${target} from crashing`,
  partition: network,
  drop: network,
  packetLoss: network,
  resetConnections: network,
  diskFull: target => `free the disk of ${target}`,
  slow: asQuick,
  delay: asQuick,
  pause: target => `keep ${target} from pausing`,
  throttleCpu: target => `give ${target} its CPU back`,
  saturateDisk: target => `relieve the disk of ${target}`,
  contend: target => `end what ${target} contends for`,
  slowQueries: asQuick,
  reorder: target => `keep messages to and from ${target} in their order`,
  throttleBandwidth: target => `give ${target} its bandwidth back`,
  errors: target => `mend the errors of ${target}`,
  corrupt: answers,
  stale: answers,
  undecodable: answers,
  lie: answers,
  flipBits: answers,
  dnsFailure: target => `have the name of ${target} resolved`,
  unreachable: target => `make ${target} reachable again`,
  expiredCertificate: target => `renew the certificate of ${target}`,
  expiredCredentials: target => `renew the credentials for ${target}`,
  openBreaker: target => `let the breaker of ${target} close`,
  badDeployment: target => `roll back the deployment of ${target}`,
  misconfigure: settingsBack,
  maintenance: target => `end the maintenance of ${target}`,
  restart: target => `put off the restart of ${target}`,
  failProbes: target => `mend the health checks of ${target}`,
  skewClock: target => `set the clock of ${target} right`,
  flush: target => `keep ${target} warm`,
  surge: moreLoad,
  leak: target => `mend the leak in ${target}`,
  exhaust: target => `free what ${target} has used up`,
}

/** `put back concurrency of pricing to 8`. */
function settingsBack(target: string, cause: FaultCause, { data }: System): string {
  const [name] = target.split('#')
  const declared: object = data.parts.get(name) ?? {}
  const wrong = Object.entries({ ...cause, kind: undefined })
    .filter(([, value]) => value !== undefined)
    .map(([option]) => `${option} ${String(declared[option as keyof object])}`)
  return `put back ${wrong.join(', ')} at ${target}`
}

/** Load comes from without: a line can make room for it, or turn it away where it comes in. */
function moreLoad(target: string, _: FaultCause, { data }: System): string {
  const entry = [...data.parts].find(([, part]) => part.kind !== 'clients')?.[0] ?? 'the first'
  const only = `a rateLimit at ${entry} would only turn the others away sooner`
  return `have ${target} ask for no more than usual (${only})`
}

/** What somebody made who could as well have made it right. */
const mistakes: readonly FaultKind[] = [
  ...(['expiredCertificate', 'expiredCredentials', 'openBreaker', 'badDeployment'] as const),
  ...(['misconfigure', 'skewClock', 'leak'] as const),
]

/** The repair of what went wrong: in words, and whether somebody could have made it right. */
export function repairOf(fault: Fault, system: System): string {
  const { target, cause } = fault
  return repairs[cause.kind](target, cause, system)
}

/** Whether a fault is a mistake that should be mended whatever the system survives. */
export const isMistake = ({ cause }: Fault): boolean => mistakes.includes(cause.kind)
