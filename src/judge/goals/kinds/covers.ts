/** The kind of goal that wants everything that was declared to be exercised. */
import type { FaultKind } from '../../../faults/kinds.ts'
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import type { RunNames } from '../../../record/question.ts'
import { judgeCoverage } from '../../coverage.ts'
import type { ProtectionName } from '../../protections.ts'
import { goalKind } from '../kind.ts'
import { partOf, wordsGiven } from '../read.ts'

/** A kind of policy, by the option that declares it; a kind of fault; `faults` are all of them. */
export type CoverKind = ProtectionName | FaultKind | 'faults'

/** What need not be exercised. */
export type CoverageOptions<N extends RunNames = RunNames> = {
  /** Kinds of policies and faults, components and calls with all that is theirs. Default none. */
  readonly except?: readonly (CoverKind | N['component'] | N['call'])[] | undefined
}

/** Each policy had something to do, and each planned fault touched something. */
export const covers = goalKind({
  matcher: 'toCover',
  isOfFaults: true,
  isOfTest: true,
  isTimed: true,
  beforeOptions: 0,
  read: (options?: CoverageOptions) => {
    const { except = [] } = wordsGiven(options, ['except'])
    return { except: namesGiven(except), question: partOf() }
  },
  judge: (run, { except }) => judgeCoverage([run], except),
})

function namesGiven(except: unknown): readonly string[] {
  if (Array.isArray(except) && except.every(name => typeof name === 'string')) return except
  const fix = "write except: ['hedge', 'web->db']"
  throw new UsageError({ what: `${quote(except)} is no list of names`, where: 'except', fix })
}
