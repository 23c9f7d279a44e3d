/** Reads what all kinds of goals can say: whose numbers they are about, and when. */
import { UsageError } from '../../kernel/errors.ts'
import { inPlace } from '../../kernel/in-place.ts'
import { quote } from '../../kernel/quantity.ts'
import { isRecord } from '../../kernel/schema.ts'
import { checkQuestion, type Question, questionWords } from '../../record/question.ts'
import { momentsOf, type Window } from '../../record/window.ts'

/** Options stand in braces, or are left out. @throws UsageError for what is none */
export function checkOptions(options: unknown): void {
  if (options === undefined || isRecord(options)) return
  const fix = 'write them in braces, as { after: fault }, or leave them out'
  throw new UsageError({ what: `${quote(options)} is no options`, fix })
}

/** A question to any run. @throws UsageError for what it cannot say */
export function asked(question: Question = {}): Question {
  checkQuestion(question, questionWords.whole)
  refuseTwo(question, ['at', 'on', 'class'], 'one component, one call or one class of requests')
  const { between, during, after, ...whose } = question
  return { ...whose, ...windowGiven({ between, during, after }) }
}

/** A part of any run. @throws UsageError for what is none */
export function partOf(window: Window = {}): Window {
  checkQuestion(window, questionWords.window)
  return windowGiven(window)
}

/** The name of a call. @throws UsageError for what is no text */
export function callGiven(call: string): string {
  if (typeof call === 'string') return call
  throw new UsageError({ what: `${quote(call)} is no call`, fix: "write 'product->db'" })
}

function windowGiven(window: Window): Window {
  refuseTwo(window, ['between', 'during', 'after'], 'one part of the run')
  if (window.between !== undefined) momentsOf(window.between)
  return window
}

function refuseTwo(question: Question, words: readonly (keyof Question)[], one: string): void {
  if (words.filter(word => question[word] !== undefined).length < 2) return
  const all = `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  throw new UsageError({ what: `a goal is about ${one}`, fix: `give one of ${all}` })
}

/** Windows and some words besides, each of which may be left out. */
export function optionsGiven<O extends object>(
  options: O | undefined,
  words: readonly string[],
): O {
  return wordsGiven(options, [...words, ...questionWords.window])
}

/** Some words, each of which may be left out. */
export function wordsGiven<O extends object>(options: O | undefined, words: readonly string[]): O {
  const given = options ?? ({} as O)
  checkQuestion(given, words)
  return given
}

/** An option that may be left out, read; what is wrong with it is told with its name. */
export const optionGiven = <W, T>(
  written: W | undefined,
  name: string,
  read: (written: W) => T,
): T | undefined => (written === undefined ? undefined : inPlace(name, () => read(written)))

/** A whole number from 0 on. @throws UsageError for what is none */
export function countGiven(value: number, option: string): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  const fix = `write ${option}: 10`
  throw new UsageError({ what: `${quote(value)} is no count`, where: option, fix })
}

/** A name. @throws UsageError for what is no text */
export function nameGiven(name: string, of: string): string {
  if (typeof name === 'string') return name
  throw new UsageError({ what: `${quote(name)} is no name`, fix: `write that of a ${of}` })
}
