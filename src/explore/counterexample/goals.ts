/** How a test states the goal that was broken, and asks it. */
import { exactDuration } from '../../kernel/units.ts'
import { quoted } from '../../faults/sentence.ts'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { ASKED_NOTHING } from '../search/asked.ts'
import { isMistaken, RETURNED_FALSE, RETURNED_PROMISE } from '../search/said.ts'
import { goalSource } from './goal-source.ts'
import type { Imports } from './imports.ts'
import { inComment } from './words.ts'

/** What stands above the test, and the statement in it. */
export type GoalPart = {
  readonly declarations: readonly string[]
  readonly statement: string
}

/** The goal as the exploration has it, which the test imports. */
export function importedGoal(
  counterexample: Counterexample,
  exploration: Exploration,
  as: string,
): GoalPart {
  const statements = {
    holds: `${as}.holds(run)`,
    recovers: `${as}.recovers(run, ${calmOf(counterexample, exploration)})`,
    sometimes: `for (const sight of Object.values(${as}.options.sometimes)) sight(run)`,
  }
  return { declarations: [], statement: statements[counterexample.goal] }
}

/** The goal stated again, from its source. */
export function statedGoal(
  counterexample: Counterexample,
  exploration: Exploration,
  imports: Imports,
): GoalPart {
  const { goal, message } = counterexample
  const asked = goal === 'recovers' ? `run, ${calmOf(counterexample, exploration)}` : 'run'
  return {
    declarations: [declarationOf(goal, statedIn(counterexample, exploration), imports)],
    statement: statementOf(`${goal}(${asked})`, message, imports),
  }
}

type Stated = (...args: never[]) => unknown

function statedIn(
  { goal, message }: Counterexample,
  { options: { holds, recovers, sometimes } }: Exploration,
): Stated {
  if (goal === 'recovers') return recovers ?? holds
  if (goal === 'holds') return holds
  const failed = Object.keys(sometimes).find(name => message.startsWith(`"${name}", `))
  return failed === undefined ? holds : sometimes[failed]
}

/** A goal that returns false, or what is no answer, throws nothing by itself. */
function statementOf(call: string, message: string, imports: Imports): string {
  const isPromise = message.endsWith(RETURNED_PROMISE)
  const isNoAnswer = message === ASKED_NOTHING || isMistaken(message)
  if (message !== RETURNED_FALSE && !isPromise && !isNoAnswer) return call
  imports.addDefault('node:assert', 'assert')
  if (isPromise) return `assert(!(${call} instanceof Promise), ${quoted(RETURNED_PROMISE)})`
  if (isNoAnswer) return `${call}\n  assert.fail(${quoted(message)})`
  return `assert.notEqual(${call}, false, ${quoted(RETURNED_FALSE)})`
}

const types = { holds: 'Goal', recovers: 'CalmGoal', sometimes: 'Sight' } as const

function declarationOf(goal: Counterexample['goal'], stated: Stated, imports: Imports): string {
  const type = types[goal]
  imports.add('gameday/explore', `type ${type}`)
  const { text, words, usesExpect, missing } = goalSource(stated)
  if (usesExpect) imports.add('gameday/vitest', 'expect')
  for (const word of words) imports.add('gameday', word)
  if (text === undefined)
    return `const ${goal}: ${type} = () => {\n  throw new Error('${noSource}')\n}`
  const remark = missing.length === 0 ? '' : `// ${inComment(bringAlong(missing))}\n`
  return `${remark}const ${goal}: ${type} = ${text}`
}

const noSource = 'The goal has no source to show: state here what must hold'

const bringAlong = (names: readonly string[]): string =>
  `Import or declare here what the goal uses and this file does not have: ${names.join(', ')}`

/** From when on all is to be well, as the search asked it. */
function calmOf({ faults }: Counterexample, exploration: Exploration): string {
  const over = Math.max(0, ...faults.map(({ untilMs }) => untilMs))
  const from = exploration.calmFrom(over)
  const moments = [from, exploration.options.forMs].map(ms => quoted(exactDuration(ms)))
  return `{ between: [${moments.join(', ')}] }`
}
