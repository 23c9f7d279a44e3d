/** What stands where a run was asked for, before anything is read of it. */
import { UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Run } from './run.ts'

/**
 * The run itself. It may come from another copy of the package, so it is known by what it can do.
 *
 * @param asker the word that was called, for the message
 * @throws UsageError when it is none
 */
export function runGiven<R extends Pick<Run, 'recording'>>(run: R, asker: string): R {
  const { recording } = (run ?? {}) as Partial<R>
  if (typeof recording === 'object' && recording?.components instanceof Map) return run
  const fix = "hand it what simulate(system, { for: '1m' }) returns"
  throw new UsageError({ what: `${quote(run)} is no run`, where: asker, fix })
}
