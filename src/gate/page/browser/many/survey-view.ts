/** What is shown of a survey: kinds of faults by targets, and what follows from it. */
import type { surveyData } from '../../../data/survey-data.ts'
import { marginText } from '../../../formats/told.ts'
import type { SurveyEntry } from '../../../report.ts'
import { badge } from '../badge.ts'
import { type Child, h } from '../dom.ts'
import { linesOf } from '../run/remedy-text.ts'
import { section } from '../run/section.ts'
import { table } from '../table.ts'
import { counted } from '../words.ts'
import { facts, inWords } from './parts.ts'

type Survey = ReturnType<typeof surveyData>
type Cell = Survey['cells'][number]

/** The matrix first. */
export function surveyView({ survey, text }: SurveyEntry): Child {
  const { goals, runs, cells, pairs, cutSets, changes, seed, because } = survey as Survey
  const broken = cells.filter(({ verdict }) => verdict === 'broken').length
  return [
    facts([
      ['goals', goals.map(goal => goal.text).join(', ')],
      ['faults', `${broken} of ${cells.length} break a goal`],
      ['runs', `${runs}`],
      ['seed', seed],
    ]),
    because === '' ? null : h('p', { class: 'warning' }, because),
    matrix(cells),
    cutSetsOf(cutSets),
    pairsOf(pairs),
    changesOf(changes),
    inWords(text),
  ]
}

const signs = { broken: '✗', held: '✓', unknown: '?' } as const

/** The targets at which most breaks come first. */
function matrix(cells: readonly Cell[]): Child {
  if (cells.length === 0) return null
  const kinds = [...new Set(cells.map(({ kind }) => kind))]
  const targets = [...new Set(cells.map(({ target }) => target))]
  const brokenAt = (target: string): number =>
    cells.filter(cell => cell.target === target && cell.verdict === 'broken').length
  const rows = targets
    .toSorted((a, b) => brokenAt(b) - brokenAt(a))
    .map(target => [
      target,
      ...kinds.map(kind =>
        signOf(cells.find(cell => cell.kind === kind && cell.target === target)),
      ),
    ])
  return section(
    'Every fault at every target',
    '✗ breaks a goal, ✓ does not, ? is unknown; nothing where a fault does not fit.',
    h('div', { class: 'matrix' }, table('Faults by targets', ['target', ...kinds], rows)),
  )
}

function signOf(cell: Cell | undefined): Child {
  if (cell === undefined) return null
  const { verdict, fault, because } = cell
  const margin = marginText(cell)
  const said = `${verdict}, ${because === '' ? `margin ${margin}` : because}: ${fault}`
  return h(
    'span',
    { class: `sign ${verdict}`, title: said, role: 'img', 'aria-label': said },
    signs[verdict],
  )
}

function cutSetsOf(sets: Survey['cutSets']): Child {
  if (sets.length === 0) return null
  const rows = sets.map(({ targets, faults }) => [
    targets.join(' and '),
    h(
      'ul',
      { class: 'plain' },
      faults.map(some => h('li', {}, h('code', {}, some.join(' with ')))),
    ),
  ])
  return section('The least that breaks a goal', '', table('Cut sets', ['where', 'faults'], rows))
}

function pairsOf(pairs: Survey['pairs']): Child {
  const broken = pairs.filter(({ verdict }) => verdict === 'broken')
  if (pairs.length === 0) return null
  return section(
    'Pairs',
    `${counted(broken.length, 'pair')} of ${pairs.length} break a goal.`,
    broken.length === 0
      ? null
      : table(
          'Pairs',
          ['faults', 'verdict'],
          broken.map(({ faults, verdict }) => [
            h('code', {}, faults.join(' with ')),
            badge(verdict),
          ]),
        ),
  )
}

function changesOf(changes: Survey['changes']): Child {
  if (changes.length === 0) return null
  const rows = changes.map(({ what, mends, of, breaks, lines }) => [
    what,
    `${mends.length} of ${of}`,
    breaks.length === 0 ? 'none' : breaks.map(fault => h('div', {}, h('code', {}, fault))),
    linesOf(lines),
  ])
  const columns = ['change', { number: 'mends' }, 'breaks', 'lines']
  return section('What would help most', '', table('Changes', columns, rows))
}
