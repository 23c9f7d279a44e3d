/** The errors about real work: who began it, by which call, and when. */
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'
import { type Host, placeOf } from '../host.ts'
import { callOf } from './call.ts'
import type { EscapeKind } from './kinds.ts'

/** Real work as it begins. */
export type Escape = {
  readonly host: Host
  readonly kind: EscapeKind
  /** The stack where it began. */
  readonly frames: readonly string[]
  /** What Node.js calls it. */
  readonly type: string
}

const begun = ({ host, kind, frames, type }: Escape): Problem & { readonly where: string } => ({
  what: `${host.name} began ${kind.what}, by ${callOf(frames) ?? type}`,
  where: placeOf(host),
})

/** It is not allowed. Its stack begins at the user's line. @param hint what else can be done */
export const refused = (escape: Escape, hint: string | undefined): UsageError =>
  new UsageError({
    ...begun(escape),
    fix: hint === undefined ? escape.kind.fix : `${escape.kind.fix}; ${hint}`,
  })

/** It does not end. Its stack begins at the user's line, so it is made where that is known. */
export function endless(escape: Escape, limitMs: Ms): UsageError {
  const { what, where } = begun(escape)
  const limit = formatMs(limitMs)
  return new UsageError({
    what: `${what}, and after ${limit} of the real clock it has not ended`,
    where,
    fix: `${escape.kind.fix}; or, if it takes so long, ${longer(limitMs)}`,
  })
}

const longer = (limitMs: Ms): string => `write realIO: { wait: '${formatMs(limitMs * 10)}' }`
