/** Why a goal broke: from the cause to the clients, in sentences and as a graph. */
import type { explanationData } from '../../../data/explanation-data.ts'
import type { GoalEntry, RunEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import { moment } from '../words.ts'
import { causeGraph } from './cause-graph.ts'
import { type Group, grouped } from './grouped.ts'
import { section } from './section.ts'

/** What was found out about a goal. */
export type Explained = ReturnType<typeof explanationData>

type ExplainedGoal = GoalEntry & { readonly explanation: Explained }
type Cause = NonNullable<Explained['cause']>

/** Those goals of which something was found out. */
export const explainedIn = ({ goals }: RunEntry): readonly ExplainedGoal[] =>
  goals.filter((goal): goal is ExplainedGoal => goal.explanation !== null)

/** Goals that broke for one reason are told once. */
export function why(run: RunEntry): Child {
  const causes = explainedIn(run).flatMap(({ text, explanation: { cause } }) =>
    cause === null ? [] : [{ text, told: cause }],
  )
  const groups = grouped(causes, ({ place, mechanism, faults }) => [place, mechanism, faults])
  if (groups.length === 0) return null
  return section('Why it broke', '', groups.map(causeOf))
}

function causeOf({ of, told }: Group<Cause>): Child {
  const { steps, graph, checked, mechanism, place } = told
  const unsure = `Not certain: taking away that ${mechanism} at ${place} did not mend it.`
  return h(
    'div',
    { class: 'why' },
    h(
      'div',
      {},
      h('p', { class: 'cause' }, h('b', {}, mechanism), ' at ', h('b', {}, place)),
      h('ol', { class: 'steps' }, steps.map(step)),
      h('ul', { class: 'instead' }, checked.instead.map(instead)),
      checked.isConfirmed ? null : h('p', { class: 'warning' }, unsure),
      goalsOf(of),
    ),
    causeGraph(graph),
  )
}

/** Which goals it is told of. */
export const goalsOf = (of: readonly string[]): Child =>
  of.length === 1
    ? h('p', { class: 'muted small' }, 'Told of ', h('code', {}, of[0]))
    : h(
        'details',
        { class: 'small' },
        h('summary', {}, `The same for ${of.length} goals`),
        of.map(goal => h('div', {}, h('code', {}, goal))),
      )

const step = ({ fromMs, sentence }: Cause['steps'][number]): HTMLElement =>
  h(
    'li',
    {},
    h('span', { class: 'at' }, fromMs === null ? '' : moment(fromMs)),
    h('span', {}, sentence),
  )

type Instead = Cause['checked']['instead'][number]

const instead = ({ change, measured, holds }: Instead): HTMLElement =>
  h(
    'li',
    { class: holds ? 'good' : 'bad' },
    h('span', { 'aria-hidden': true }, holds ? '✓ ' : '✗ '),
    `${change}: ${measured}, ${holds ? 'the goal holds' : 'the goal is still broken'}`,
  )
