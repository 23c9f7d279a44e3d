/** How a test states the goal that was broken, and asks it. */
import type { Goal } from '../../judge/goals/goal.ts'
import { type Duration, exactDuration } from '../../kernel/units.ts'
import { quoted } from '../../faults/sentence.ts'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { goalsOf } from '../hypothesis.ts'
import { ASKED_NOTHING } from '../search/asked.ts'
import { isMistaken, RETURNED_FALSE, RETURNED_PROMISE } from '../search/said.ts'
import { goalSource } from './goal-source.ts'
import type { Imports } from './imports.ts'
import { inComment } from './words.ts'
import { overAt } from '../search/over.ts'

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
  const goals = goalsStated(counterexample, exploration)
  if (goals !== undefined) return expected(goals, imports)
  const asked = goal === 'recovers' ? `run, ${calmOf(counterexample, exploration)}` : 'run'
  return {
    declarations: [declarationOf(goal, statedIn(counterexample, exploration), imports)],
    statement: statementOf(`${goal}(${asked})`, message, imports),
  }
}

/** The goals that were broken, as data: with the window they were asked of. */
function goalsStated(
  counterexample: Counterexample,
  exploration: Exploration,
): readonly Goal[] | undefined {
  const { goal } = counterexample
  const { holds, recovers } = exploration.written
  if (goal === 'holds') return goalsOf(holds)
  if (goal !== 'recovers' || recovers === undefined) return undefined
  const calm = { between: calmMoments(counterexample, exploration) }
  return goalsOf(recovers)?.map(each => each.in(calm))
}

/** Each goal as the matcher that says the same. */
function expected(goals: readonly Goal[], imports: Imports): GoalPart {
  imports.add('gameday/vitest', 'expect')
  const lines = goals.map(goal => {
    imports.addWordsIn(`${goal}`)
    return `expect(run).${goal.toMatcher()}`
  })
  return { declarations: [], statement: lines.join('\n  ') }
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

const types = { holds: 'GoalFunction', recovers: 'CalmGoalFunction', sometimes: 'Sight' } as const

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
function calmOf(counterexample: Counterexample, exploration: Exploration): string {
  const moments = calmMoments(counterexample, exploration).map(moment => quoted(`${moment}`))
  return `{ between: [${moments.join(', ')}] }`
}

function calmMoments(
  { faults }: Counterexample,
  exploration: Exploration,
): readonly [from: Duration, to: Duration] {
  const over = overAt(faults)
  const moments = [exploration.calmFrom(over), exploration.options.forMs]
  return moments.map(exactDuration) as [Duration, Duration]
}
