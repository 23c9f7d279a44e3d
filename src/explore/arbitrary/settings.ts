/** Settings of policies, made up: options that a person would write, of which some vary. */
import fc from 'fast-check'
import { literal } from '../../faults/sentence.ts'
import { printedAs } from './literal.ts'
import { SettingSpace, type SettingSpec, type Settings } from './setting-space.ts'

/**
 * Options of policies, or of anything else that is declared. In what is given, a list of two
 * quantities of one kind stands for all that a person would write between them: times, shares,
 * rates, numbers (whole ones where both ends are). Any other list stands for its items. Objects
 * hold more settings, and all else stays as it is. Values shrink to the first of their list.
 *
 * @param spec settings by name
 * @returns an arbitrary of plain objects, which print as their source code
 * @throws UsageError with every list that is empty or holds what is no plain data
 * @example
 * const drawn = settings({ timeout: ['50ms', '2s'], retry: { attempts: [1, 4], jitter: 'full' } })
 * fc.assert(
 *   fc.property(drawn, ({ timeout, retry }) => {
 *     const db = call('db', { timeout, retry })
 *     system('shop', {
 *       shoppers: clients({ rate: '50/s', call: 'web' }),
 *       web: service({ handle: db }),
 *       db: store({ time: '5ms' }),
 *     })
 *   }),
 * )
 */
export function settings<const S extends SettingSpec>(spec: S): fc.Arbitrary<Settings<S>> {
  const space = new SettingSpace(spec, 'settings')
  const places = space.leaves.map(({ values }) => fc.nat(values.length - 1))
  return fc.tuple(...places).map(choice => {
    const chosen = space.at(choice)
    return printedAs(chosen as object, literal(chosen)) as Settings<S>
  })
}
