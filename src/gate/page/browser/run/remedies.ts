/** What would have held, and what would not: a table of which one is chosen to compare with. */
import type { ClientSeries } from '../../../picture/data.ts'
import type { RunEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { table } from '../table.ts'
import { type Group, grouped } from './grouped.ts'
import { counted } from '../words.ts'
import { takesOf } from './remedy-text.ts'
import { section } from './section.ts'
import { type Explained, explainedIn, goalsOf } from './why.ts'

/** What was found for a goal. */
export type Remedies = Explained['remedies']
type OfGoal = { readonly remedies: Remedies; readonly measured: string; readonly goal: string }

/** Nothing where none was sought. */
export function remedies(run: RunEntry, moment: Moment): Child {
  const found = explainedIn(run)
    .filter(({ explanation }) => hasAny(explanation.remedies))
    .map(({ text, explanation }) => ({ text, told: { ...explanation, goal: text } }))
  if (found.length === 0) return null
  const hint = 'The same seed with one change. Choose one to draw it beside what happened.'
  return section(
    'What would have held',
    run.picture === null ? '' : hint,
    grouped(found, ({ remedies: each }) => whatIn(each)).map(group => groupOf(run, group, moment)),
  )
}

const listsIn = ({ cures, insufficient, harmful }: Remedies) => [cures, insufficient, harmful]

const hasAny = (found: Remedies): boolean =>
  [...listsIn(found), found.repairs].some(list => list.length > 0)

const whatIn = (found: Remedies): unknown =>
  listsIn(found).map(list => list.map(({ what }) => what))

const groupOf = (run: RunEntry, { of, told }: Group<OfGoal>, moment: Moment): Child => [
  tableOf(run, told, moment),
  told.remedies.repairs.map(({ fault, what, isEnough }) =>
    h(
      'p',
      { class: 'small' },
      `Or ${what}`,
      isEnough ? '' : ' (not enough by itself)',
      h('span', { class: 'muted' }, `, against ${fault}`),
    ),
  ),
  goalsOf(of),
]

function tableOf(
  run: RunEntry,
  { goal, remedies: found, measured }: OfGoal,
  moment: Moment,
): Child {
  const choose = chooser(run, goal, moment)
  const cures = found.cures.map(cure => [
    choose(cure.what),
    badge('held', 'holds'),
    cure.measured,
    takesOf(cure),
  ])
  const failed = failedRows(found, choose)
  const asItIs = [choose(undefined), badge('broken'), measured, '']
  return [
    table('Remedies', columns, [asItIs, ...cures], 'stack'),
    failed.length === 0
      ? null
      : h(
          'details',
          { open: cures.length === 0 },
          h('summary', {}, `${counted(failed.length, 'change')} that would not do`),
          table('Changes that would not do', whyColumns, failed, 'stack'),
        ),
  ]
}

const columns = ['change', 'verdict', 'measured', 'what it takes']
const whyColumns = ['change', 'verdict', 'measured', 'why']

function failedRows(
  { insufficient, harmful, impossible }: Remedies,
  choose: (what?: string) => HTMLElement,
): Child[][] {
  return [
    ...insufficient.map(one => [choose(one.what), badge('broken', 'not enough'), one.measured, '']),
    ...harmful.map(one => [choose(one.what), badge('broken', 'harmful'), one.measured, one.why]),
    ...impossible.map(({ what, why }) => [what, badge('unknown', 'impossible'), '', why]),
  ]
}

/** A way to choose a remedy; what is not drawn has its name alone. */
function chooser(run: RunEntry, goal: string, moment: Moment): (what?: string) => HTMLElement {
  const drawn = run.picture?.remedies.filter(remedy => remedy.goal === goal) ?? []
  const radio = (isFirst: boolean, change: () => void): HTMLElement =>
    h('input', { type: 'radio', name: `remedy of ${goal}`, checked: isFirst, change })
  return what => {
    const name = what ?? 'as it is'
    const series: ClientSeries | undefined = drawn.find(remedy => remedy.what === what)?.clients
    const overlay = what === undefined || series === undefined ? undefined : { name: what, series }
    const canChoose = overlay !== undefined || (what === undefined && drawn.length > 0)
    const input = canChoose ? radio(what === undefined, () => moment.compare(overlay)) : null
    return h('label', { class: 'choice' }, input, h('span', {}, name))
  }
}
