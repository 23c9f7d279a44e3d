/** Reports by hand, small, and with names that nothing is to obey. */
import {
  type GoalEntry,
  REPORT_VERSION,
  type Report,
  type RunEntry,
  type TestEntry,
} from '../../../src/gate/report.ts'

/** A name that markup, commands, XML and terminals would obey. */
export const hostile =
  '<script>alert(1)</script> ]]> "q" \'s\' & | `x` [l](u) ::error::x\n::error::y ' +
  '\u001b[2J \u0000 \u202E 🎉 \uD800 %0A,:'

/** A goal that is not met. */
export const brokenGoal = (text: string): GoalEntry => ({
  text,
  goal: { goal: 'availability', says: ['99%'] },
  isNot: false,
  verdict: 'broken',
  margin: { by: -0.25, unit: 'share', share: -0.25 },
  headline: `${text}: 74%`,
  message: `${text}: 74%\n\n  Why\n    the database was down`,
  place: { file: 'specs/a.test.ts', line: 12, column: 3 },
  explanation: {
    cause: {
      graph: {
        nodes: [
          { id: text, kind: 'fault' },
          { id: 'db', kind: 'component' },
          { id: 'web->db', kind: 'call' },
          { id: 'users', kind: 'clients' },
        ],
        edges: [
          { from: text, to: 'db', by: 'fault' },
          { from: 'db', to: 'web->db', by: 'retries' },
          { from: 'web->db', to: 'users', by: 'call' },
        ],
      },
    },
  },
})

/** A run of which these goals were asked. */
export const runWith = (...goals: readonly GoalEntry[]): RunEntry => ({
  kind: 'run',
  name: 'shop',
  place: { file: 'specs/a.test.ts', line: 10, column: 15 },
  seed: '1',
  experiment: null,
  digest: '00',
  forMs: 10_000,
  requests: {
    issued: 100,
    availability: 0.74,
    outcomes: {
      ok: 74,
      degraded: 0,
      error: 26,
      timeout: 0,
      rejected: 0,
      incorrect: 0,
      cancelled: 0,
    },
    unfinished: 0,
    latencyMs: { mean: 5, p50: 5, p90: 6, p99: 9 },
  },
  faults: [],
  goals,
  warnings: [],
  replay: ['npx vitest run specs/a.test.ts -t "stays"'],
  declaration: null,
  picture: null,
})

/** A test of some name. */
export const test = (name: string, more: Partial<TestEntry> = {}): TestEntry => ({
  file: 'specs/a.test.ts',
  project: '',
  path: ['the shop', name],
  nth: 0,
  line: 9,
  state: 'passed',
  failedAt: null,
  errors: [],
  plays: [],
  leftOut: 0,
  ...more,
})

/** A report of these. */
export const reportOf = (...tests: readonly TestEntry[]): Report => ({
  version: REPORT_VERSION,
  tests,
})

/** One of each state, and a failure whose names are hostile. */
export const mixed: Report = reportOf(
  test('holds', {
    plays: [runWith({ ...brokenGoal('goal.latency(…)'), verdict: 'held', message: null })],
  }),
  test('breaks', {
    state: 'failed',
    errors: ['74%'],
    plays: [runWith(brokenGoal('goal.availability(…)'))],
  }),
  test('is skipped', { state: 'skipped' }),
  test('is killed', { state: 'unfinished', line: null }),
  test(hostile, { state: 'failed', errors: [hostile], plays: [runWith(brokenGoal(hostile))] }),
)
