/** Which rule of CoDel each law stands for. */
import { Codel, type DelayRule } from './codel.ts'
import { CodelRfc8289 } from './codel-rfc8289.ts'
import { checked } from '../../kernel/schema.ts'
import {
  codelSchema,
  type CodelLaw,
  type CodelOptions,
  type CodelSettings,
  codelSettings,
} from './options.ts'

const laws = {
  folly: settings => new Codel(settings),
  rfc8289: settings => new CodelRfc8289(settings),
} satisfies { [L in CodelLaw]: (settings: CodelSettings) => DelayRule }

/**
 * The rule that the options ask for.
 *
 * @throws UsageError naming every mistake in the options
 * @example
 * const rule = delayRule({ target: 5, interval: 100 })
 * rule.sheds(12, 40, 1_000) // whether to shed who has waited 12 ms, while 40 still wait
 */
export function delayRule(options: CodelOptions = {}): DelayRule {
  const settings = codelSettings(checked(codelSchema, options, 'delay rule'))
  return laws[settings.law](settings)
}
