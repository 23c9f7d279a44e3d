/** F10: the report as GitLab's code quality. */
import { describe, expect, it } from 'vitest'
import { gitlab } from '../../../src/gate/formats/gitlab.ts'
import { brokenGoal, mixed, reportOf, runWith, test } from '../support/reports.ts'

type Issue = { readonly fingerprint: string; readonly description: string }
const issuesOf = (report: typeof mixed): Issue[] => JSON.parse(gitlab(report)) as Issue[]

describe("F10 a report as GitLab's code quality", () => {
  it('has what GitLab asks for of each thing that went wrong', () => {
    const [first, ...others] = issuesOf(mixed)
    expect(first).toEqual({
      description: 'the shop > breaks: goal.availability(…): 74%',
      check_name: 'gameday/availability',
      fingerprint: first.fingerprint,
      severity: 'major',
      location: { path: 'specs/a.test.ts', lines: { begin: 12 } },
    })
    expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(others).toHaveLength(2)
  })

  it('knows a failure again whose numbers and lines have changed, and no other', () => {
    const failing = (goal: object, name = 'breaks'): string => {
      const goals = [{ ...brokenGoal('goal.availability(…)'), ...goal }]
      return issuesOf(reportOf(test(name, { state: 'failed', plays: [runWith(...goals)] })))[0]
        .fingerprint
    }
    const place = { file: 'specs/a.test.ts', line: 99, column: 1 }
    expect(failing({ headline: '73%', place })).toBe(failing({}))
    expect(failing({ text: 'goal.latency(…)' })).not.toBe(failing({}))
    expect(failing({}, 'other')).not.toBe(failing({}))
  })

  it.each([null, {}, 5, { goal: {} }])(
    'names no kind of a goal that it does not know: %j',
    goal => {
      const plays = [runWith({ ...brokenGoal('a goal'), goal })]
      const [issue] = issuesOf(reportOf(test('breaks', { state: 'failed', plays })))
      expect(issue).toMatchObject({ check_name: 'gameday/goal' })
    },
  )

  it('tells two of a kind apart', () => {
    const goal = brokenGoal('goal.availability(…)')
    const issues = issuesOf(
      reportOf(test('breaks', { state: 'failed', plays: [runWith(goal, goal)] })),
    )
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })

  it('is an empty list where all is well', () => {
    expect(gitlab(reportOf(test('holds')))).toBe('[]\n')
  })
})
