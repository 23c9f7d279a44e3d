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
  explanation: explanationOf(text),
})

const graphOf = (text: string) => ({
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
})

/** As much as there is of a real one, with the text wherever a name can stand. */
const explanationOf = (text: string) => ({
  goal: { text, goal: 'availability', says: ['99%'] },
  measured: '74%',
  margin: null,
  cause: {
    place: 'db',
    mechanism: 'down',
    guilt: 'needed',
    faults: [text],
    consequences: [],
    path: ['users->web', 'web->db'],
    spell: { fromMs: 2_000, toMs: 4_000 },
    loop: null,
    steps: [{ at: 'db', fromMs: 2_000, sentence: `${text}: db was down`, counts: null }],
    spread: { components: ['db'], missed: 26, share: 1, depth: 1, durationMs: 2_000 },
    graph: graphOf(text),
    sentences: [`${text}: db was down`],
    checked: {
      isConfirmed: true,
      instead: [{ change: `without ${text}`, measured: '100%', holds: true }],
      unchecked: [],
      runs: 2,
      events: 10,
    },
  },
  remedies: {
    cures: [],
    insufficient: [],
    harmful: [],
    impossible: [{ what: text, why: text }],
    repairs: [{ fault: text, what: text, isMistake: false, isEnough: true }],
    runs: 1,
    events: 1,
    isCutShort: false,
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
