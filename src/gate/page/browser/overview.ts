/** All tests at a glance: how each came out, its goals, and how much room they have. */
import { goalsOf, hasFailed, runOf } from '../../formats/problems.ts'
import { marginText, wantedText } from '../../formats/told.ts'
import type { GoalEntry, Report, RunEntry, TestEntry } from '../../report.ts'
import { badge } from './badge.ts'
import { type Child, h } from './dom.ts'
import { marginBar } from './margin-bar.ts'
import { groupOf, type Item, testName, testState } from './plays.ts'
import { table } from './table.ts'
import { trend } from './trend.ts'
import { count, counted, headlineParts, share, time } from './words.ts'

/** The first view of the page. */
export function overview({ tests }: Report, items: readonly Item[]): Child {
  const broken = items.filter(({ state }) => state === 'broken').length
  return [
    h('h1', {}, headline(tests, { played: items.length, broken })),
    h('div', { class: 'cards' }, items.map(card)),
    allGoals(items),
    otherTests(tests.filter(test => test.plays.length === 0)),
  ]
}

function headline(
  tests: readonly TestEntry[],
  { played, broken }: { readonly played: number; readonly broken: number },
): string {
  const failed = tests.filter(hasFailed).length
  if (failed > 0) return `${failed} of ${counted(tests.length, 'test')} failed`
  if (broken > 0) return `${broken} of ${played} broke a goal`
  return tests.length === 1 ? 'The test passed' : `All ${tests.length} tests passed`
}

function card(item: Item): HTMLElement {
  const { play, id, title, state } = item
  const run = runOf(play)
  const isSearch = play.kind !== 'run'
  return h(
    'article',
    { class: `card ${state}` },
    h(
      'h2',
      {},
      badge(state, play.kind === 'run' ? state : play.verdict),
      h('a', { href: `#${id}` }, title),
    ),
    h('p', { class: 'muted small' }, groupOf(item)),
    run === null ? null : numbersOf(run),
    isSearch ? h('p', { class: 'small' }, firstLine(play)) : null,
    goalsOn(goalsOf(play)),
  )
}

const firstLine = (play: Item['play']): string =>
  play.kind === 'run' ? '' : (play.text.split('\n', 1)[0] ?? '')

const numbersOf = ({ requests, picture }: RunEntry): HTMLElement =>
  h(
    'div',
    {},
    picture === null ? null : trend(picture),
    h(
      'p',
      { class: 'small muted' },
      `${share(requests.availability)} of ${count(requests.issued)} served, `,
      `p99 ${time(requests.latencyMs.p99)}`,
    ),
  )

/** So many broken goals stand on a card. */
const SHOWN = 3

function goalsOn(goals: readonly GoalEntry[]): Child {
  if (goals.length === 0) return null
  const broken = goals.filter(({ verdict }) => verdict !== 'held')
  const held = goals.filter(({ verdict }) => verdict === 'held')
  const more = broken.length - SHOWN
  return h(
    'ul',
    { class: 'goals' },
    broken.slice(0, SHOWN).map(brokenGoal),
    more > 0 ? h('li', { class: 'muted' }, `and ${counted(more, 'more goal')} broken`) : null,
    held.length > 0 ? h('li', { class: 'muted' }, heldText(held)) : null,
  )
}

function brokenGoal({ headline: text }: GoalEntry): HTMLElement {
  const [about, said] = headlineParts(text)
  return h('li', {}, h('b', {}, said), h('span', { class: 'muted small' }, about))
}

/** The least room of any of them. */
function heldText(held: readonly GoalEntry[]): string {
  const [least] = held.toSorted((a, b) => (a.margin?.share ?? 9) - (b.margin?.share ?? 9))
  return `${counted(held.length, 'goal')} held, the least margin ${marginText(least)}`
}

/** Those with the least room first; the ones that held can be unfolded. */
function allGoals(items: readonly Item[]): Child {
  const goals = items
    .flatMap(item => goalsOf(item.play).map(goal => ({ item, goal })))
    .toSorted((a, b) => (a.goal.margin?.share ?? 0) - (b.goal.margin?.share ?? 0))
  if (goals.length === 0) return null
  const held = goals.filter(({ goal }) => goal.verdict === 'held')
  const broken = goals.filter(({ goal }) => goal.verdict !== 'held')
  return h(
    'section',
    { 'aria-labelledby': 'goals' },
    h('h2', { id: 'goals' }, 'Goals'),
    broken.length > 0 ? goalTable('Goals that broke', broken) : null,
    held.length > 0 ? folded(held, broken.length === 0) : null,
  )
}

type Asked = { readonly item: Item; readonly goal: GoalEntry }

function folded(held: readonly Asked[], isOpen: boolean): HTMLElement {
  const title = `${counted(held.length, 'goal')} held`
  return h('details', { open: isOpen }, h('summary', {}, title), goalTable(title, held))
}

const goalTable = (caption: string, goals: readonly Asked[]): HTMLElement =>
  table(
    caption,
    ['played', 'verdict', 'margin', 'measured', 'goal'],
    goals.map(({ item, goal }) => [
      h('a', { href: `#${item.id}` }, item.title),
      badge(goal.verdict),
      marginBar(goal),
      headlineParts(goal.headline)[1],
      h('code', { class: 'muted' }, wantedText(goal)),
    ]),
    'stack',
  )

function otherTests(tests: readonly TestEntry[]): Child {
  if (tests.length === 0) return null
  const entry = (test: TestEntry): HTMLElement =>
    h(
      'li',
      {},
      badge(testState(test), test.state),
      ` ${testName(test)}`,
      test.errors.length === 0 ? null : h('pre', { tabindex: 0 }, test.errors.join('\n\n')),
    )
  return h(
    'section',
    { 'aria-labelledby': 'others' },
    h('h2', { id: 'others' }, 'Tests of which nothing is drawn'),
    h('ul', { class: 'plain' }, tests.map(entry)),
  )
}
