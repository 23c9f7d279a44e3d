/** Names and sentences about a counterexample, as a test's source can hold them. */
import type { Fault } from '../../faults/fault.ts'
import { gamedayNames } from './door-names.ts'
import type { Counterexample } from '../findings.ts'
import type { Exploration } from '../exploration.ts'

/** What the system is to do, and what with: `shop withstands slow db and crash web`. */
export function titleOf(counterexample: Counterexample, { name }: Exploration): string {
  const { does, what } = deedOf(counterexample)
  return `${name} ${does} ${what}`
}

type Deed = { readonly does: string; readonly doesNot: string; readonly what: string }

function deedOf({ goal, faults }: Counterexample): Deed {
  if (faults.length === 0) {
    return { does: 'holds', doesNot: 'does not hold', what: 'when nothing goes wrong' }
  }
  const what = inWords(faults)
  return goal === 'recovers'
    ? { does: 'recovers from', doesNot: 'does not recover from', what }
    : { does: 'withstands', doesNot: 'does not withstand', what }
}

function inWords(faults: readonly Fault[]): string {
  const names = [...new Set(faults.map(({ cause, target }) => `${cause.kind} ${target}`))]
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** The comment that a test opens with. */
export function headerOf(counterexample: Counterexample, exploration: Exploration): string {
  const { code, trial } = counterexample
  const { name, options } = exploration
  const { doesNot, what } = deedOf(counterexample)
  const from = trial === null ? 'known from before' : `trial ${trial} of seed ${options.seed}`
  const lines = [
    `Found by gameday: ${name} ${doesNot} ${what}.`,
    `Counterexample ${code}, ${from}. ${whatItIsFor[counterexample.verdict]}`,
  ]
  return ['/**', ...lines.map(line => ` * ${inComment(line)}`), ' */'].join('\n')
}

const whatItIsFor = {
  broken: 'Mend the system, and this keeps it mended.',
  unknown: 'There was nothing to judge: a goal needs traffic.',
  threw: 'The goal, or code that takes part, failed by itself: mend it.',
  endless: 'The run had no end within its limit of events.',
  unfinished: 'The run was given up: it did not come to its end in time.',
  flaky: 'The goal judged the same run twice, and differently, so this may pass: mend the goal.',
} as const

/** On one line, and nothing in it ends the comment. */
export const inComment = (text: string): string =>
  JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('*/', '*\\/')

/** A name as a variable has it, unlike those that are taken: `onlineBoutique`. */
export function identifier(name: string, taken: readonly string[]): string {
  const words = name.match(/[\p{ID_Continue}$]+/gu) ?? []
  const joined = words
    .map((word, i) => (i === 0 ? word : `${word[0].toUpperCase()}${word.slice(1)}`))
    .join('')
  const plain = /^[\p{ID_Start}$_]/u.test(joined) ? joined : `the${joined}`
  const isFree = ![...taken, ...kept, ...gamedayNames].includes(plain)
  return isFree ? plain : identifier(`${plain}Explored`, taken)
}

/** What the test itself declares, and the words of the language. */
const kept = (
  'run holds recovers sometimes expect assert the default class function new return switch ' +
  'this import export const let ' +
  'var if else for while do in of delete typeof void null true false try catch finally throw ' +
  'with yield await async enum static super public private protected package interface ' +
  'implements arguments eval case break continue debugger extends instanceof'
).split(' ')
