/** What is shown of an ensemble: its numbers with their intervals, and what its goals came to. */
import type { ensembleData } from '../../../data/ensemble-data.ts'
import { signedMargin } from '../../../../report/signed-margin.ts'
import type { EnsembleEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import { goalsAsked } from '../run/goals.ts'
import { section } from '../run/section.ts'
import { table } from '../table.ts'
import { share, time } from '../words.ts'
import { facts, inWords } from './parts.ts'

type Ensemble = ReturnType<typeof ensembleData>
type Estimate = Ensemble['availability']

/** Goals first, then the numbers. */
export function ensembleView({ ensemble, goals: asked, text }: EnsembleEntry): Child {
  const { seeds, confidence, goals, availability, latencyMs, recovery } = ensemble as Ensemble
  const numbers = [
    rowOf('availability', availability, share),
    rowOf('p50', latencyMs.p50, time),
    rowOf('p90', latencyMs.p90, time),
    rowOf('p99', latencyMs.p99, time),
    ...(recovery === null ? [] : [rowOf('recovery', recovery.tookMs, time)]),
  ]
  const columns = ['mean', 'from', 'to', 'least', 'most'].map(number => ({ number }))
  return [
    facts([
      ['seeds', `${seeds.length}`],
      ['confidence', share(confidence)],
    ]),
    goalsAsked(asked, ''),
    goals.length === 0
      ? null
      : section(
          'Goals over seeds',
          '',
          table('Goals', ['goal', 'verdict', 'held', 'margin', 'why'], goals.map(goalRow)),
        ),
    section(
      'Numbers',
      'The mean over all seeds, and the interval that holds it.',
      table('Numbers', ['number', ...columns], numbers),
    ),
    inWords(text),
  ]
}

const rowOf = (name: string, estimate: Estimate, say: (value: number) => string): Child[] =>
  estimate === null
    ? [name, '–', '', '', '', '']
    : [
        name,
        ...[estimate.mean, estimate.low, estimate.high, estimate.least, estimate.most].map(say),
      ]

const goalRow = ({ goal, verdict, because, held, margin }: Ensemble['goals'][number]): Child[] => [
  h('code', {}, goal.text),
  badge(verdict),
  held === null ? '' : `${held.count} of ${held.of} seeds`,
  margin?.mean === undefined ? '' : signedMargin({ by: margin.mean, unit: margin.unit }),
  because ?? '',
]
