/** What is particular about some calls: what is said around them, what the callee does for it. */
import type { CallData, PublishData } from '../declare/data.ts'
import type { Chance } from '../kernel/streams.ts'
import { identified, identify } from '../world/queue/idempotence.ts'
import type { CallSites } from './call-sites.ts'
import type { RecordCall } from './records.ts'

/** Null is what a call has nothing of. */
export type Particulars = { readonly [name in keyof RecordCall]: RecordCall[name] | null }

const NOTHING: Particulars = { asks: null, learns: null, program: null }

const IDENTIFIED: Particulars = { asks: identify, learns: identified, program: null }

/** What is particular about a call. @param chance what the delays of its messages are drawn from */
export function particularsOf(
  step: CallData | PublishData,
  { records, publishings }: CallSites,
  chance: () => Chance,
): Particulars {
  if (step.step === 'call')
    return step.record === undefined ? NOTHING : records.calling(step, step.record)
  const { to, message } = step
  const said = publishings.areIdentified(to) ? IDENTIFIED : NOTHING
  if (message === undefined) return said
  return { ...said, program: publishings.program(to, message, chance) }
}
