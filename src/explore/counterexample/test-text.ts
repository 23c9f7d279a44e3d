/** A counterexample as a test to paste: a whole file for Vitest, which runs and fails as it is. */
import { exactDuration } from '../../kernel/units.ts'
import { quoted } from '../../faults/sentence.ts'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { type GoalPart, importedGoal, statedGoal } from './goals.ts'
import { Imports } from './imports.ts'
import { systemPart } from './system-part.ts'
import { headerOf, titleOf } from './words.ts'

/** Where the test finds what was explored. */
export type TestOptions = {
  /** The file whose default export is the exploration, as the test is to import it. */
  readonly explored?: string | undefined
}

/**
 * A complete test file for Vitest. It imports the system and its goals from the file of the
 * exploration, if that is told; else the system from where it is `declared`, and states the goal
 * again; else it holds the whole system as data.
 *
 * @param counterexample found by a search of the exploration
 * @returns the text of the file, whose test fails with what the goal says until it is mended
 * @example
 * const slowness = exploration(shop, {
 *   for: '20s',
 *   kinds: ['slow'],
 *   holds: run => expect(run).toStayAvailable('99%'),
 *   store: false,
 * })
 * const { counterexample } = await search(slowness)
 * console.log(counterexample && testText(counterexample, slowness, { explored: './slowness.ts' }))
 */
export function testText(
  counterexample: Counterexample,
  exploration: Exploration,
  { explored }: TestOptions = {},
): string {
  const imports = new Imports()
  imports.add('vitest', 'test')
  imports.add('gameday', 'simulate')
  for (const fault of counterexample.faults) imports.addWordsIn(`${fault}`)
  const part = systemPart(exploration, explored, imports)
  const goal =
    part.exploration === undefined
      ? statedGoal(counterexample, exploration, imports)
      : importedGoal(counterexample, exploration, part.exploration)
  const blocks = [
    [headerOf(counterexample, exploration), ...imports.lines()].join('\n'),
    ...part.declarations,
    ...goal.declarations,
    testOf(counterexample, exploration, { system: part.system, goal }),
  ]
  return `${blocks.join('\n\n')}\n`
}

function testOf(
  counterexample: Counterexample,
  exploration: Exploration,
  { system, goal }: { readonly system: string; readonly goal: GoalPart },
): string {
  return [
    `test(${quoted(titleOf(counterexample, exploration))}, () => {`,
    `  const run = simulate(${system}, {`,
    ...runOptions(counterexample, exploration).map(line => `    ${line}`),
    '  })',
    `  ${goal.statement}`,
    '})',
  ].join('\n')
}

function runOptions(
  { faults, seed, verdict, shrinking }: Counterexample,
  { options: { forMs, eventLimit } }: Exploration,
): string[] {
  return [
    `for: ${quoted(exactDuration(forMs))},`,
    `seed: ${quoted(seed)},`,
    // A run without end is to be given up here when the search gave it up.
    ...(verdict === 'endless' ? [`eventLimit: ${eventLimit},`] : []),
    // What was not shrunk to its end may hold faults that meet nothing.
    ...(faults.length === 0 || shrinking.isMinimal ? [] : ['strict: false,']),
    ...(faults.length === 0 ? [] : ['faults: [', ...faults.map(fault => `  ${fault},`), '],']),
  ]
}
