/** What a Redis says that cannot do as it is asked for now, and to which commands. */
import type { Flag } from './commands/row.ts'
import { Failure } from './protocol/reply.ts'

type Refusal = { readonly says: string; meets(flags: ReadonlySet<Flag>): boolean }

/** Each by its first word. */
const refusals = {
  LOADING: {
    says: 'LOADING Redis is loading the dataset in memory',
    meets: flags => !flags.has('loading'),
  },
  MASTERDOWN: {
    says: "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    meets: flags => !flags.has('stale'),
  },
  READONLY: {
    says: "READONLY You can't write against a read only replica.",
    meets: flags => flags.has('write'),
  },
  MISCONF: {
    says:
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist " +
      'to disk. Commands that may modify the data set are disabled, because this instance is ' +
      'configured to report errors during writes if RDB snapshotting fails ' +
      '(stop-writes-on-bgsave-error option). Please check the Redis logs for details about the ' +
      'RDB error.',
    meets: flags => flags.has('write'),
  },
  OOM: {
    says: "OOM command not allowed when used memory > 'maxmemory'.",
    meets: flags => flags.has('denyoom'),
  },
} as const satisfies Readonly<Record<string, Refusal>>

/** Why commands are refused for now. */
export type RefusalName = keyof typeof refusals

/** Which refusals a command could meet. */
export type Refusable = { readonly [name in RefusalName]: boolean }

/** Which refusal a command meets, of those that it could; undefined for none. */
export type Refuses = (refusable: Refusable) => RefusalName | undefined

/** What a refused command is answered. */
export const refusal = (name: RefusalName): Failure => new Failure(refusals[name].says)

const known = new WeakMap<ReadonlySet<Flag>, Refusable>()

/** Which refusals a command of these flags could meet. */
export function refusableBy(flags: ReadonlySet<Flag>): Refusable {
  const found = known.get(flags)
  if (found !== undefined) return found
  const { LOADING, MASTERDOWN, READONLY, MISCONF, OOM } = refusals
  const refusable = {
    LOADING: LOADING.meets(flags),
    MASTERDOWN: MASTERDOWN.meets(flags),
    READONLY: READONLY.meets(flags),
    MISCONF: MISCONF.meets(flags),
    OOM: OOM.meets(flags),
  }
  known.set(flags, refusable)
  return refusable
}
