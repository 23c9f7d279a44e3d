/** Verdicts on what stores have in the end, as text. */
import { count, counted } from '../numbers.ts'
import { type GoalText, told } from './told.ts'

/** How many names are told; the rest is a number. */
const MOST_NAMES = 5

/** Why effects were to be there once and were not, or the opposite. */
export const handlesOnceText: GoalText<'handlesOnce'> = (verdict, { effects }, telling) =>
  told(verdict, telling, {
    of: `the effects in "${effects}":`,
    wanted: telling.isNot ? 'some not once' : 'each once',
    known: ({ effects: all, twice, missing }) => ({
      actual: `${counted(twice.length, 'effect')} of ${count(all)} in "${effects}" several times${
        missing.length > 0 ? `, ${count(missing.length)} not at all` : ''
      }`,
      counts: [
        ...listed(
          'Several times',
          twice.map(({ key, times }) => `${key} (${times} times)`),
        ),
        ...listed('Not at all', missing),
      ],
      lanes: [],
    }),
  })

/** Why a store was to have all that was promised and has not, or the opposite. */
export const keepsText: GoalText<'keeps'> = (verdict, { in: store, of }, telling) =>
  told(verdict, telling, {
    of: `what "${store}" has:`,
    wanted: telling.isNot ? 'some lost' : 'nothing lost',
    known: ({ promised, kept, lost, names }) => ({
      actual: `${count(lost)} of ${count(promised)} lost from "${store}"`,
      counts: [
        `"${store}" lists ${count(kept)}; ${
          of === undefined
            ? `${counted(promised, 'request')} of clients were answered well`
            : `"${of}" lists ${count(promised)}`
        }.`,
        ...listed('Lost', names),
      ],
      lanes: [],
    }),
  })

/** Why a store was to answer so and did not, or the opposite. */
export const answersText: GoalText<'answers'> = (verdict, { answer, wanted }, telling) =>
  told(verdict, telling, {
    of: `the answer "${answer}":`,
    wanted: `${telling.isNot ? 'anything but ' : ''}${JSON.stringify(wanted)}`,
    known: ({ answered }) => ({ actual: `"${answer}" is ${answered}`, counts: [], lanes: [] }),
  })

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const more = names.length - MOST_NAMES
  const first = names.slice(0, MOST_NAMES).join(', ')
  return [`${what}: ${first}${more > 0 ? ` and ${count(more)} more` : ''}.`]
}
