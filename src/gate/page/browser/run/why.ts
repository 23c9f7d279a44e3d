/** Why a goal broke: from the cause to the clients, in sentences and as a graph. */
import type { explanationData } from '../../../data/explanation-data.ts'
import type { GoalEntry, RunEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import { moment } from '../words.ts'
import { causeGraph } from './cause-graph.ts'
import { section } from './section.ts'

/** What was found out about a goal. */
export type Explained = ReturnType<typeof explanationData>

/** Those goals of which something was found out. */
export const explainedIn = ({
  goals,
}: RunEntry): readonly (GoalEntry & { explanation: Explained })[] =>
  goals.filter((goal): goal is GoalEntry & { explanation: Explained } => goal.explanation !== null)

/** Goals that broke for one reason are told once. */
export function why(run: RunEntry): Child {
  const told = new Map<string, string[]>()
  const causes = new Map<string, NonNullable<Explained['cause']>>()
  for (const { text, explanation } of explainedIn(run)) {
    if (explanation.cause === null) continue
    const key = JSON.stringify(explanation.cause.sentences)
    causes.set(key, explanation.cause)
    told.set(key, [...(told.get(key) ?? []), text])
  }
  if (causes.size === 0) return null
  return section(
    'Why it broke',
    '',
    [...causes].map(([key, cause]) => causeOf(cause, causes.size > 1 ? told.get(key)! : [])),
  )
}

function causeOf(cause: NonNullable<Explained['cause']>, of: readonly string[]): Child {
  const { steps, graph, checked, mechanism, place } = cause
  return [
    of.map(goal => h('h3', {}, h('code', {}, goal))),
    h(
      'div',
      { class: 'why' },
      h(
        'div',
        {},
        h('ol', { class: 'steps' }, steps.map(step)),
        h('ul', { class: 'instead' }, checked.instead.map(instead)),
        checked.isConfirmed
          ? null
          : h(
              'p',
              { class: 'warning' },
              `Not certain: that ${mechanism} at ${place} is the cause was not confirmed.`,
            ),
      ),
      causeGraph(graph),
    ),
  ]
}

const step = ({
  fromMs,
  sentence,
}: NonNullable<Explained['cause']>['steps'][number]): HTMLElement =>
  h(
    'li',
    {},
    h('span', { class: 'at' }, fromMs === null ? '' : moment(fromMs)),
    h('span', {}, sentence),
  )

type Checked = NonNullable<Explained['cause']>['checked']

const instead = ({ change, measured, holds }: Checked['instead'][number]): HTMLElement =>
  h(
    'li',
    { class: holds ? 'good' : 'bad' },
    `${change}: ${measured}, ${holds ? 'the goal holds' : 'the goal is still broken'}`,
  )
