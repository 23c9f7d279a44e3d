/** What became of a wrong input: it was taken, or refused by an error that teaches. */
import { UsageError } from '../../../src/kernel/errors.ts'

/** Words of V8 and of the validation library, which mean nothing to whoever declares a system. */
const foreign =
  /Invalid (type|key|length|value)|Expected .* but received|Cannot (read|convert|destructure|set)|is not (a function|iterable|defined)|\[object |Unexpected token|Symbol\(|native code/

/** Why a refusal teaches nothing; undefined when it does, or when nothing was refused. */
export function whyUntaught(play: () => unknown): string | undefined {
  try {
    play()
    return undefined
  } catch (error) {
    if (!(error instanceof UsageError)) {
      const { name, stack = '' } = error as Error
      return `${name}: ${String((error as Error).message)} ${stack.split('\n').slice(1, 4).join(' ')}`
    }
    for (const { what, where, fix } of error.problems) {
      if (what === '') return 'says nothing'
      if (foreign.test(`${what} ${fix ?? ''}`)) return `foreign: ${what} (${fix})`
      if (where === undefined && fix === undefined) return `neither where nor fix: ${what}`
    }
    return undefined
  }
}
