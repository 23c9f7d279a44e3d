/** What the experiments came to, as a page to look at: every page of the shop has a goal. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Goal, goal } from 'gameday'
import { goalEntry } from '../../src/gate/entries/goal-entry.ts'
import { runEntry } from '../../src/gate/entries/run-entry.ts'
import { html } from '../../src/gate/formats/html.ts'
import { type GoalEntry, REPORT_VERSION, type Report } from '../../src/gate/report.ts'
import { goalText } from '../../src/report/goals/goal-text.ts'
import { type Finding, middle, type Page, pages, SLO } from './experiments.ts'

/** Where the page is written: nothing of it is kept by git. */
export const PAGE = '.gameday/online-boutique.html'

/** Writes the page; why, of the first belief that broke, which takes some runs more. */
export function writePage(findings: readonly Finding[]): void {
  mkdirSync(dirname(PAGE), { recursive: true })
  writeFileSync(PAGE, html(reportOf(findings)))
}

/** The experiments as one test that played all of them. */
export const reportOf = (findings: readonly Finding[]): Report => ({
  version: REPORT_VERSION,
  tests: [
    {
      file: 'examples/online-boutique/experiments.ts',
      project: '',
      path: ['Online Boutique'],
      nth: 0,
      line: null,
      state: 'passed',
      failedAt: null,
      errors: [],
      plays: findings.map((finding, i) => ({
        ...runEntry(finding.run, {
          name: finding.experiment.name,
          goals: goalsOf(finding, i === firstBroken(findings)),
          test: {},
          isDrawn: true,
        }),
        experiment: { verdict: finding.held ? 'held' : 'broken', message: null },
      })),
      leftOut: 0,
    },
  ],
})

/** What a page must serve while the fault is in force. */
const goalOf = (page: Page): Goal =>
  goal.availability(SLO, { on: `users->frontend.${page}`, ...middle })

const firstBroken = (findings: readonly Finding[]): number =>
  findings.findIndex(({ held }) => !held)

/** Pages that must not fail. Only the worst of them is explained: the others fail with it. */
function goalsOf({ run, experiment: { mayFail } }: Finding, isExplained: boolean): GoalEntry[] {
  const wanted = pages.filter(page => !mayFail.includes(page))
  const served = (page: Page): number =>
    run.availability({ on: `users->frontend.${page}`, ...middle }) ?? 1
  const [worst] = wanted.toSorted((a, b) => served(a) - served(b))
  return wanted.map(page => {
    const wish = goalOf(page)
    const verdict = wish.judge(run)
    const pass = verdict.is === 'held'
    const short = `${page}: availability ${percent(served(page))}, wanted >= ${percent(SLO)}`
    const message = (): string =>
      isExplained && page === worst
        ? goalText(wish, verdict, { run, isNot: false, place: {} })
        : short
    const said = { verdict, headline: () => short, message }
    return goalEntry(run, { goal: wish, isNot: false, pass, ...said, place: null })
  })
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`
