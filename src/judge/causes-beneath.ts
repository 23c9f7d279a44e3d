/** What lies beneath a failure: faults, what triggered them, the network, messages that wait. */
import type { FaultRecord } from '../record/fault-record.ts'
import type { Run } from '../record/run.ts'
import { type CauseLink, link, times } from './cause-link.ts'

/** The faults that have struck a call, or any replica of a component. */
export function faultsAt({ faults }: Run, effect: string): CauseLink[] {
  return faults
    .filter(({ struck, touched }) => touched > 0 && struck.includes(effect))
    .map(fault => link(effect, fault.fault, fault.touched, touchedBy(effect, fault)))
}

/** A fault counts what it touches once for all that it strikes. */
function touchedBy(effect: string, { fault, struck, touched }: FaultRecord): string {
  if (struck.length === 1) return `${effect} was touched ${times(touched)} by ${fault}`
  return `${effect} was among all that was touched ${times(touched)} by ${fault}`
}

/** What a fault measured that began by a condition; nothing for all others. */
export function behindFault({ faults }: Run, effect: string): CauseLink[] {
  return faults
    .filter(({ fault, periods }) => fault === effect && periods.length > 0)
    .flatMap(({ triggers, periods: { length, 0: first } }) =>
      triggers.map(trigger =>
        link(effect, trigger, length, `${effect} began ${times(length)}, at first: ${first.began}`),
      ),
    )
}

/** The messages of a call that its link lost for good. */
export function lostBy(run: Run, call: string): CauseLink[] {
  const { network } = run.on(call)
  const lost = network === null ? 0 : network.there.givenUp + network.back.givenUp
  if (lost === 0) return []
  return [link(call, 'its network', lost, `${call} lost ${messages(lost)} on its network`)]
}

const messages = (count: number): string => (count === 1 ? 'one message' : `${count} messages`)

/** Whom the messages of a queue wait for that had no room left, and what keeps them from there. */
export function behindQueue(run: Run, queue: string): CauseLink[] {
  const { queues, calls } = run.recording
  if (!queues.has(queue)) return []
  const { peak } = run.queue(queue).depth
  const deliveries = [...calls.keys()].filter(call => call.startsWith(`${queue}->`)).sort()
  return deliveries.flatMap(call => {
    const worker = call.slice(`${queue}->`.length)
    const kept = `${queue} kept up to ${messages(peak)} waiting for ${worker}`
    return [link(queue, worker, peak, kept), ...faultsAt(run, call), ...lostBy(run, call)]
  })
}
