/** What waits for a clock that does not move: within one event, virtual time stands still. */
import { UsageError } from '../kernel/errors.ts'
import type { Host } from './host.ts'
import { stage } from './stage.ts'

/** Reads of the clock in one event after which code is taken to wait for it: about a second. */
const MOST_READS = 10_000_000

/** Notes that a host read its clock. @throws UsageError when it did nothing else for too long */
export function noteRead(host: Host): void {
  if (++stage.reads > MOST_READS) waitedInALoop(host)
}

function waitedInALoop(host: Host): never {
  const error = new UsageError({
    what: `${host.name} read the clock ${MOST_READS} times in one event, which takes no time`,
    where: `${host.name}, ${host.monotonicNow()} ms after it started`,
    fix: 'wait with a timer in place of a loop: `await setTimeout(ms)` of node:timers/promises',
  })
  // The loop may catch what is thrown, and go on.
  stage.director?.end(error)
  throw error
}
