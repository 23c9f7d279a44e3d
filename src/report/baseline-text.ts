/** What became of goals since their baseline, as text. */
import type { GoalChange } from '../explore/baseline/changes.ts'
import type { Compared } from '../explore/baseline/kept.ts'
import { formatShare } from '../kernel/units.ts'
import { aligned } from './columns.ts'
import { failureText } from './failure.ts'
import { signedMargin } from './signed-margin.ts'
import { counted } from './numbers.ts'

/** Where the baseline is, and how it is renewed. */
export type BaselineTold = {
  readonly name: string
  /** The commands that renew it, and that take what is missing. */
  readonly renew: string
  readonly take: string
  readonly seeds: number
  /** How often chance alone makes something worse, of all that is compared. */
  readonly error: number
}

/** All goals, and what to do where something is worse or missing. */
export function baselineText(compared: Compared, told: BaselineTold): string {
  const { is, changes } = compared
  return failureText({
    headline: headline(is, changes, told),
    counts: [...aligned(changes.map(row)), '', ...how(changes, told)],
    sections: [{ title: 'What to do', lines: remedies[is]({ ...told, ...compared }) }],
    replay: replayOf(changes),
  })
}

function headline(
  is: Compared['is'],
  changes: readonly GoalChange[],
  { name }: BaselineTold,
): string {
  const count = (...wanted: readonly GoalChange['is'][]): string =>
    counted(changes.filter(each => wanted.includes(each.is)).length, 'goal')
  const said = {
    worse: `${count('worse', 'lost')} worse than the baseline`,
    missing: `${count('new')} without a baseline`,
    held: 'no goal worse than the baseline',
  }
  return `${name}: ${said[is]}`
}

const row = (change: GoalChange): string[] => [change.is, change.goal, numbersOf(change)]

function numbersOf(change: GoalChange): string {
  const { is, before, now, of, worseIn, betterIn, lostIn } = change
  const was = before === undefined ? undefined : margin(change, before)
  const becomes = now === undefined ? undefined : margin(change, now)
  const means = [was, becomes].filter(text => text !== undefined).join(' → ')
  const pairs = [
    ...(worseIn > 0 ? [`worse with ${worseIn} of ${of} seeds`] : []),
    ...(betterIn > 0 ? [`better with ${betterIn} of ${of}`] : []),
    ...(is === 'lost' ? [`can be judged no more with ${counted(lostIn, 'seed')}`] : []),
  ]
  return [...(means === '' ? [] : [`margin ${means}`]), ...pairs].join(', ')
}

const margin = ({ unit }: GoalChange, by: number): string =>
  unit === null ? `${by}` : signedMargin({ by, unit })

/** What is compared, and what chance may do. */
function how(changes: readonly GoalChange[], { seeds, error }: BaselineTold): string[] {
  if (changes.every(({ is }) => is === 'new')) return []
  return [
    `Margins are means over ${seeds} seeds, compared in pairs of one seed. Where only chance`,
    `differs, some goal is called worse in at most ${formatShare(error)} of all comparisons.`,
  ]
}

const remedies: {
  readonly [is in Compared['is']]: (told: BaselineTold & Compared) => readonly string[]
} = {
  worse: ({ renew, shown }) => [
    'If it is meant, renew the baseline and commit it:',
    `  ${renew}`,
    `  git add ${shown}`,
  ],
  missing: ({ take, shown }) => [
    'Nothing is written here: take it on your machine and commit it:',
    `  ${take}`,
    `  git add ${shown}`,
  ],
  held: () => [],
}

/** The seed that tells most, of the first goal that is worse. */
function replayOf(changes: readonly GoalChange[]): string[] {
  const seed = changes.find(({ is }) => is === 'worse')?.worstSeed
  return seed === undefined ? [] : [`seed ${seed} lost most`]
}
