/** What would have held, and what would not: a table of which one is chosen to compare with. */
import type { ClientSeries } from '../../../picture/data.ts'
import type { RunEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import type { Moment } from '../moment.ts'
import { table } from '../table.ts'
import { section } from './section.ts'
import { type Explained, explainedIn } from './why.ts'

type Remedies = Explained['remedies']
type Tried = Remedies['cures'][number] | Remedies['insufficient'][number]

/** Nothing where none was sought. */
export function remedies(run: RunEntry, moment: Moment): Child {
  const goals = explainedIn(run).filter(({ explanation }) => hasAny(explanation.remedies))
  if (goals.length === 0) return null
  return section(
    'What would have held',
    run.picture === null
      ? ''
      : 'The same seed with one change. Choose one to draw it beside what happened.',
    goals.map(({ text, explanation }) => [
      goals.length > 1 ? h('h3', {}, h('code', {}, text)) : null,
      tableOf(
        run,
        { goal: text, remedies: explanation.remedies, measured: explanation.measured },
        moment,
      ),
      repairs(explanation.remedies),
    ]),
  )
}

const hasAny = ({ cures, insufficient, harmful, repairs: known }: Remedies): boolean =>
  [cures, insufficient, harmful, known].some(list => list.length > 0)

type OfGoal = { readonly goal: string; readonly remedies: Remedies; readonly measured: string }

function tableOf(
  run: RunEntry,
  { goal, remedies: found, measured }: OfGoal,
  moment: Moment,
): Child {
  const choose = (what: string): HTMLElement => {
    const series = run.picture?.remedies.find(
      one => one.goal === goal && one.what === what,
    )?.clients
    return h(
      'label',
      { class: 'choice' },
      series ? radio(goal, { what, series }, moment) : null,
      what,
    )
  }
  const rows = [
    [asItWas(goal, moment, run.picture !== null), '', measured, ''],
    ...found.cures.map(cure => [
      choose(cure.what),
      badge('held', 'holds'),
      cure.measured,
      forCure(cure),
    ]),
    ...found.insufficient.map(one => row(one, choose, 'not enough')),
    ...found.harmful.map(one => row(one, choose, 'harmful')),
    ...found.impossible.map(({ what, why }) => [what, badge('unknown', 'impossible'), '', why]),
  ]
  return table('Remedies', ['change', 'verdict', 'measured', 'what it takes'], rows)
}

const row = (
  { what, measured, why, lines }: Remedies['harmful'][number],
  choose: (what: string) => HTMLElement,
  word: string,
): Child[] => [
  choose(what),
  badge('broken', word),
  measured,
  [why === 'is not enough' ? null : h('p', {}, why), linesOf(lines)],
]

const asItWas = (goal: string, moment: Moment, isDrawn: boolean): HTMLElement =>
  h(
    'label',
    { class: 'choice' },
    isDrawn
      ? h('input', {
          type: 'radio',
          name: `remedy of ${goal}`,
          checked: true,
          change: () => moment.compare(undefined),
        })
      : null,
    'as it is',
  )

function radio(
  goal: string,
  { what, series }: { readonly what: string; readonly series: ClientSeries },
  moment: Moment,
): HTMLElement {
  const change = (): void => moment.compare({ name: what, series })
  return h('input', { type: 'radio', name: `remedy of ${goal}`, change })
}

function forCure({
  helps,
  takes,
  costs,
  range,
  alsoHolds,
  lines,
}: Remedies['cures'][number]): Child {
  const said = [
    helps,
    ...takes.map(each => `takes ${each}`),
    ...costs,
    ...(range === null ? [] : [`holds from ${range}`]),
    ...(alsoHolds.seeds > 0 ? [`holds with ${alsoHolds.seeds} other seeds, too`] : []),
  ].filter(Boolean)
  return [
    linesOf(lines),
    h(
      'ul',
      { class: 'plain small' },
      said.map(each => h('li', {}, each)),
    ),
  ]
}

/** The lines to change in the declaration. */
const linesOf = (lines: Tried['lines']): Child =>
  lines.map(({ part, places, minus, plus }) =>
    h(
      'div',
      { class: 'diff' },
      h('span', { class: 'muted' }, places > 1 ? `${part}, at ${places} places` : part),
      minus === null ? null : h('code', { class: 'minus' }, `- ${minus}`),
      plus === null ? null : h('code', { class: 'plus' }, `+ ${plus}`),
    ),
  )

/** What no line of the declaration can do. */
const repairs = ({ repairs: known }: Remedies): Child =>
  known.length === 0
    ? null
    : h(
        'ul',
        { class: 'plain small' },
        known.map(({ fault, what, isEnough }) =>
          h(
            'li',
            {},
            `Or ${what}`,
            isEnough ? '' : ' (not enough by itself)',
            h('span', { class: 'muted' }, ` – against ${fault}`),
          ),
        ),
      )
