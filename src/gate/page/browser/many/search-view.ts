/** What is shown of a search: the counterexample, what was tried, and what was covered. */
import type { findingsData } from '../../../data/findings-data.ts'
import type { SearchEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'
import { runView } from '../run/run-view.ts'
import { section } from '../run/section.ts'
import { table } from '../table.ts'
import { count, share, time } from '../words.ts'
import { facts, inWords } from './parts.ts'

type Found = ReturnType<typeof findingsData>

/** The run of the counterexample stands at the end, as any run. */
export function searchView({ findings, text, counterexample, seed }: SearchEntry): Child {
  const found = findings as Found
  const { totals, pairs, known, of } = found
  return [
    facts([
      ['trials', `${count(totals.trials)} of ${count(of)}`],
      ['requests', count(totals.requests)],
      ['availability', share(totals.availability)],
      ['faults that touched something', `${pairs.touched} of ${pairs.possible}`],
      ['known counterexamples', known.played === 0 ? '' : `${known.held} of ${known.played} hold`],
      ['seed', seed],
    ]),
    found.warnings.map(warning => h('p', { class: 'warning' }, warning)),
    leastOf(found),
    tried(found),
    inWords(text),
    counterexample === null
      ? null
      : [h('h2', { class: 'chapter' }, 'The run of the counterexample'), runView(counterexample)],
  ]
}

function leastOf({ counterexample, sentences }: Found): Child {
  if (counterexample === undefined) return null
  const { shrinking, margins, code, faults } = counterexample
  const texts = faults.map(fault => JSON.stringify(fault))
  const sentenceOf = (fault: unknown): string =>
    sentences?.[texts.indexOf(JSON.stringify(fault))] ?? ''
  return section(
    'The least that breaks it',
    shrinking.isMinimal
      ? 'Nothing weaker breaks the goal.'
      : 'Shrinking was ended before it was done.',
    h(
      'ol',
      {},
      (sentences ?? []).map(sentence => h('li', {}, h('code', {}, sentence))),
    ),
    margins.length === 0 ? null : dials(margins, sentenceOf),
    h('p', { class: 'muted small' }, 'Stored as ', h('code', {}, code)),
  )
}

type Dial = NonNullable<Found['counterexample']>['margins'][number]

/** How far each number is from harmless. */
const dials = (margins: readonly Dial[], say: (fault: unknown) => string): HTMLElement =>
  table(
    'How far each number is from harmless',
    ['fault', 'number', 'the goal holds with', 'and breaks with'],
    margins.map(({ fault, dial, sweep }) => {
      const values = (held: boolean): string =>
        sweep
          .filter(step => step.held === held)
          .map(({ value }) => valueOf(dial, value))
          .join(', ')
      return [h('code', {}, say(fault)), dial, values(true) || 'none', values(false) || 'none']
    }),
  )

const isShare = (dial: string): boolean => ['rate', 'share', 'loss'].includes(dial)
const valueOf = (dial: string, value: number): string =>
  isShare(dial) ? share(value) : dial === 'times' ? `${value}` : time(value)

function tried({ totals, pairs, never }: Found): Child {
  const rows = (counts: { readonly [name: string]: number }): Child[][] =>
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, trials]) => [name, count(trials)])
  return section(
    'What was tried',
    `${count(pairs.possible)} kinds of faults at targets fit the system.`,
    h(
      'div',
      { class: 'columns' },
      table('Faults that touched requests', ['fault', { number: 'trials' }], rows(totals.touched)),
      table('What was seen', ['behaviour', { number: 'trials' }], rows(totals.behaviours)),
    ),
    listed('Faults that never touched anything', pairs.never),
    listed('Never seen, though wanted sometimes', never),
  )
}

const listed = (title: string, names: readonly string[]): Child =>
  names.length === 0
    ? null
    : h('details', {}, h('summary', {}, `${title}: ${names.length}`), h('p', {}, names.join(', ')))
