/** Why a run is not taken to its end. */
import { EndlessError, UsageError } from '../kernel/errors.ts'
import { formatMs, type Ms } from '../kernel/units.ts'

/** It took all the events that it may take. */
export const tooManyEvents = (eventLimit: number, now: Ms, system: string): EndlessError =>
  new EndlessError({
    what: `the run took ${eventLimit} events and got to ${formatMs(now)} only`,
    where: `simulate, system "${system}"`,
    fix: 'offer less load, shorten `for`, or raise `eventLimit`; an endless loop of retries?',
  })

/** Its load cannot end in the past. */
export const tooLate = (now: Ms, at: Ms): UsageError =>
  new UsageError({
    what: `the run has got to ${formatMs(now)}, so its load cannot end at ${formatMs(at)}`,
    where: 'finishAt',
    fix: 'give a moment that has not passed',
  })
