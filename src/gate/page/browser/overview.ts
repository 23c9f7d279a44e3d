/** All tests at a glance: how each came out, its goals, and how much room they have. */
import { hasFailed } from '../../formats/problems.ts'
import type { GoalEntry, Report, RunEntry, TestEntry } from '../../report.ts'
import { badge } from './badge.ts'
import { type Child, h } from './dom.ts'
import { marginBar } from './margin-bar.ts'
import { type Item, testName, testState } from './plays.ts'
import { trend } from './trend.ts'
import { count, share, time } from './words.ts'

/** The first view of the page. */
export function overview({ tests }: Report, items: readonly Item[]): Child {
  const broken = items.filter(({ state }) => state === 'broken').length
  return [
    h('h1', {}, headline(tests, { played: items.length, broken })),
    h('div', { class: 'cards' }, items.map(card)),
    otherTests(tests.filter(test => test.plays.length === 0)),
  ]
}

function headline(
  tests: readonly TestEntry[],
  { played, broken }: { readonly played: number; readonly broken: number },
): string {
  const failed = tests.filter(hasFailed).length
  if (failed > 0) return `${failed} of ${tests.length} tests failed`
  if (broken > 0) return `${broken} of ${played} broke a goal`
  return tests.length === 1 ? 'The test passed' : `All ${tests.length} tests passed`
}

function card(item: Item): HTMLElement {
  const { play, id, title, state, test } = item
  const run = play.kind === 'run' ? play : play.kind === 'search' ? play.counterexample : null
  return h(
    'article',
    { class: `card ${state}` },
    h('h2', {}, badge(state), h('a', { href: `#${id}` }, title)),
    testName(test) === title ? null : h('p', { class: 'muted small' }, testName(test)),
    run === null ? null : numbersOf(run),
    run === null ? h('p', { class: 'small' }, firstLine(play)) : goalsOf(run.goals),
  )
}

const firstLine = (play: Item['play']): string =>
  play.kind === 'run' ? '' : (play.text.split('\n', 1)[0] ?? '')

const numbersOf = ({ requests, picture }: RunEntry): HTMLElement =>
  h(
    'div',
    { class: 'figures' },
    picture === null ? null : trend(picture),
    h(
      'p',
      { class: 'small muted' },
      `${share(requests.availability)} of ${count(requests.issued)} served, `,
      `p99 ${time(requests.latencyMs.p99)}`,
    ),
  )

const goalsOf = (goals: readonly GoalEntry[]): Child =>
  goals.length === 0
    ? null
    : h(
        'ul',
        { class: 'goals' },
        goals.map(goal => h('li', {}, marginBar(goal), h('span', {}, goal.headline))),
      )

function otherTests(tests: readonly TestEntry[]): Child {
  if (tests.length === 0) return null
  return h(
    'section',
    { 'aria-labelledby': 'others' },
    h('h2', { id: 'others' }, 'Tests of which nothing is shown'),
    h(
      'ul',
      { class: 'plain' },
      tests.map(test =>
        h(
          'li',
          {},
          badge(testState(test), test.state),
          ` ${testName(test)}`,
          test.errors.length === 0 ? null : h('pre', {}, test.errors.join('\n\n')),
        ),
      ),
    ),
  )
}
