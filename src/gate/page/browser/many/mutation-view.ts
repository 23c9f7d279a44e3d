/** What is shown of a mutation score: which weakenings nobody notices. */
import type { mutationData } from '../../../data/mutation-data.ts'
import type { MutationEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import type { State } from '../plays.ts'
import { linesOf } from '../run/remedy-text.ts'
import { section } from '../run/section.ts'
import { table } from '../table.ts'
import { share } from '../words.ts'
import { facts, inWords } from './parts.ts'

type Score = ReturnType<typeof mutationData>
type Mutation = Score['mutations'][number]

const states: { readonly [verdict in Mutation['verdict']]: State } = {
  survived: 'broken',
  unexercised: 'unknown',
  invalid: 'unknown',
  noticed: 'held',
}

/** What survived comes first. */
const order = Object.keys(states)

/** The score, and every weakening. */
export function mutationView({ mutation, text }: MutationEntry): Child {
  const { score, because, mutations, leftOut, runs } = mutation as Score
  const counts = order.map(verdict => {
    const own = mutations.filter(each => each.verdict === verdict).length
    return [verdict, own === 0 ? '' : `${own}`] as const
  })
  const rows = mutations
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map(({ what, verdict, by, lines }) => [
      what,
      badge(states[verdict], verdict),
      by,
      linesOf(lines),
    ])
  return [
    facts([['score', share(score)], ...counts, ['runs', `${runs}`]]),
    because === '' ? null : h('p', { class: 'warning' }, because),
    leftOut.length === 0 ? null : h('p', { class: 'hint' }, `Left out: ${leftOut.join(', ')}`),
    section(
      'Weakenings',
      'Each makes a protection weaker. One that survived is one that nobody would notice.',
      table('Weakenings', ['weakening', 'verdict', 'noticed by', 'lines'], rows),
    ),
    inWords(text),
  ]
}
