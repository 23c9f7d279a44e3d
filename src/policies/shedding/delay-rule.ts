/** Which rule of CoDel each law stands for. */
import { Codel, type DelayRule } from './codel.ts'
import { CodelRfc8289 } from './codel-rfc8289.ts'
import { CODEL_DEFAULTS, type CodelLaw, type CodelOptions, type CodelSettings } from './options.ts'

const laws = {
  folly: settings => new Codel(settings),
  rfc8289: settings => new CodelRfc8289(settings),
} satisfies { [L in CodelLaw]: (settings: CodelSettings) => DelayRule }

/**
 * The rule that the options, already checked, ask for.
 *
 * @example
 * const rule = delayRule({ target: 5, interval: 100 })
 * rule.sheds(12, 40, 1_000) // whether to shed who has waited 12 ms, while 40 still wait
 */
export function delayRule(options: CodelOptions = {}): DelayRule {
  const settings = { ...CODEL_DEFAULTS, ...options }
  return laws[settings.law](settings)
}
