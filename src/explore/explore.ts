/** What users call: explores a system, and fails if a goal is broken. */
import type { Names, System } from '../declare/index.ts'
import { worded } from '../declare/worded.ts'
import { readied } from '../engine/code.ts'
import { beginAtUsersLine } from '../kernel/users-line.ts'
import { aside, filing } from '../record/filing.ts'
import { type Aids, explorationText } from '../report/exploration-text.ts'
import { Store } from './counterexample/store.ts'
import { testText } from './counterexample/test-text.ts'
import { Exploration, type ExploreOptions } from './exploration.ts'
import type { Counterexample, Findings } from './findings.ts'
import { findingsOf, type Helpers } from './search/search.ts'

/**
 * Searches for a schedule of faults that breaks a goal, and tells what it found. It is `explore`
 * for those who decide for themselves what to make of that.
 *
 * @param system a system, or an exploration of one
 * @param options what may go wrong, for how long to play, and what must hold
 * @param helpers who plays the trials, and what is known from before. Default: this thread, and
 * what the store of the exploration holds
 * @returns what was found, with the least counterexample if there is one; it never rejects because
 * a goal is broken
 * @throws UsageError with every mistake in the options
 * @example
 * const { counterexample, totals } = await search(shop, {
 *   for: '20s',
 *   runs: 40,
 *   kinds: ['slow', 'crash'],
 *   store: false,
 *   holds: run => expect(run.availability()).toBeGreaterThan(0.99),
 * })
 * console.log(`${counterexample?.faults}`, totals.trials)
 */
export function search<N extends Names>(
  system: System<N>,
  options: ExploreOptions<NoInfer<N>>,
  helpers?: Helpers,
): Promise<Findings>
export function search(exploration: Exploration, helpers?: Helpers): Promise<Findings>
export async function search(
  what: System | Exploration,
  options: ExploreOptions | Helpers = {},
  helpers: Helpers = {},
): Promise<Findings> {
  if (!Exploration.isOne(what)) {
    return search(new Exploration(what, options as ExploreOptions), helpers)
  }
  const explored = Exploration.ours(what)
  const known = Store.of(explored, { cwd: process.cwd(), file: null })
  const given = options as Helpers
  await readied(explored.system)
  return findingsOf(explored, { known, ...given })
}

/**
 * A goal that did not hold in an exploration. Its message is the whole report.
 *
 * @example
 * const found = explore(shop, { for: '20s', holds: () => false, store: false })
 * await found.catch(broken => {
 *   if (!(broken instanceof BrokenGoal)) throw broken
 *   console.log(broken.counterexample.faults.length) // 0: it does not hold without any fault
 * })
 */
export class BrokenGoal extends Error {
  override readonly name: string = 'BrokenGoal'
  /** All that was found. */
  readonly findings: Findings
  /** The least schedule that breaks it. */
  readonly counterexample: Counterexample

  constructor(message: string, findings: Findings, counterexample: Counterexample) {
    super(message)
    this.findings = findings
    this.counterexample = counterexample
    beginAtUsersLine(this)
  }
}

/** What ended without an answer, and what it found on the way. */
class Inconclusive extends Error {
  /** All that was found. */
  readonly findings: Findings

  constructor(message: string, findings: Findings) {
    super(message)
    this.findings = findings
    beginAtUsersLine(this)
  }
}

/**
 * A search that was stopped before its end, or in which a trial did not come to its end in time,
 * with nothing broken until then: it proves little.
 *
 * @example
 * const { signal } = new AbortController() // of a test, say
 * const held = explore(shop, {
 *   for: '20s',
 *   runs: 1,
 *   holds: run => run.availability() === 1,
 *   store: false,
 *   signal,
 * })
 * await held.catch(error => console.log(error instanceof Unfinished))
 */
export class Unfinished extends Inconclusive {
  override readonly name: string = 'Unfinished'
}

/**
 * A search in which no fault of any trial touched anything, or in which something never was that
 * was to be seen sometimes: whether the goals hold when that goes wrong is as unknown as before.
 *
 * @example
 * const held = explore(shop, {
 *   for: '20s',
 *   runs: 1, // the first trial has no fault
 *   holds: run => run.availability() === 1,
 *   store: false,
 * })
 * await held.catch(error => console.log(error instanceof Untested))
 */
export class Untested extends Inconclusive {
  override readonly name: string = 'Untested'
}

/**
 * Lets the machine look for the outage nobody wrote down: plays a system again and again, each time
 * with other faults, until a goal is broken or the budget is used up.
 *
 * It takes as many runs as it is told to, so give the test that awaits it time for them, and hand
 * on the test's own `signal`, which stops it when the test is.
 *
 * @param system a system, or an exploration of one
 * @param options what may go wrong, for how long to play, and what must hold
 * @returns what was found, when every goal held in every trial; as a text it is a few lines
 * @throws BrokenGoal with the least schedule of faults that breaks a goal; Unfinished when the
 * search was stopped before, or a trial did not end in its time; Untested when no fault touched
 * anything, or what was to be seen sometimes never was; UsageError with every mistake in the
 * options
 * @example
 * await explore(shop, {
 *   for: '20s',
 *   runs: 40,
 *   store: false,
 *   holds: run => expect(run.availability()).toBeGreaterThan(0.2),
 * }).catch(broken => console.log(broken.message))
 */
export function explore<N extends Names>(
  system: System<N>,
  options: ExploreOptions<NoInfer<N>>,
): Promise<Findings>
export function explore(exploration: Exploration): Promise<Findings>
export async function explore(
  what: System | Exploration,
  options?: ExploreOptions,
): Promise<Findings> {
  const explored = Exploration.isOne(what)
    ? Exploration.ours(what)
    : new Exploration(what, options!)
  const findings = await aside(() => search(explored))
  filing()?.found('search', findings, explored)
  const { counterexample } = findings
  if (counterexample !== undefined) {
    const text = explorationText(findings, aidsFor(counterexample, explored))
    if (counterexample.verdict === 'unfinished') throw new Unfinished(text, findings)
    throw new BrokenGoal(text, findings, counterexample)
  }
  const { verdict } = findings
  if (verdict === 'unfinished') throw new Unfinished(explorationText(findings), findings)
  if (verdict === 'unknown') throw new Untested(explorationText(findings), findings)
  return worded(findings, explorationText(findings))
}

/** A test that has to declare the system, too, is longer than anybody reads in a failure. */
function aidsFor(counterexample: Counterexample, exploration: Exploration): Aids {
  const { store, declared } = exploration.options
  const { verdict } = counterexample
  const kept = `It is kept in ${store} as ${counterexample.code}, and comes first from now on.`
  const hint = "For a test to paste, say declared: { as: 'shop', in: './shop.ts' }."
  return {
    advice: [
      ...(store === false || verdict === 'unfinished' ? [] : [kept]),
      ...(declared === undefined ? [hint] : []),
    ],
    ...(declared !== undefined && { test: { text: testText(counterexample, exploration) } }),
  }
}
