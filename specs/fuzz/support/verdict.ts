/** What became of a wrong input: it was taken, or refused by an error that teaches. */
import { UsageError } from '../../../src/kernel/errors.ts'

/** Words of V8 and of the validation library, which mean nothing to whoever declares a system. */
const foreign = new RegExp(
  [
    'Invalid (type|key|length|value)|Expected .* but received',
    'Cannot (read|convert|destructure|set)|is not (a function|iterable|defined)',
    String.raw`\[object |Unexpected token|Symbol\(|native code`,
  ].join('|'),
)

/** Why a refusal teaches nothing; undefined when it does, or when nothing was refused. */
export function whyUntaught(play: () => unknown): string | undefined {
  try {
    play()
    return undefined
  } catch (error) {
    if (!(error instanceof UsageError)) {
      const { name, message, stack = '' } = error as Error
      return `${name}: ${message} ${stack.split('\n').slice(1, 4).join(' ')}`
    }
    for (const { what, where, fix } of error.problems) {
      if (what === '') return 'says nothing'
      if (foreign.test(`${what} ${fix ?? ''}`)) return `foreign: ${what} (${fix})`
      if (where === undefined && fix === undefined) return `neither where nor fix: ${what}`
    }
    return undefined
  }
}
