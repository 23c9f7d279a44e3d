/** What fast-check prints of a value, run as the program that it is. */
import * as gameday from 'gameday'
import fc from 'fast-check'

/** What is printed of a value. */
export const printed = (value: unknown): string => fc.stringify(value)

/** The value of an expression, which may use every word of the language. */
export function evaluated(text: string): unknown {
  const words = Object.entries(gameday).filter(([name]) => text.includes(`${name}(`))
  // oxlint-disable-next-line typescript/no-implied-eval -- what is printed is source code
  const program = new Function(...words.map(([name]) => name), `return (${text})`)
  return program(...words.map(([, word]) => word))
}

/** So many values of an arbitrary. */
export const drawn = <T>(arbitrary: fc.Arbitrary<T>, numRuns = 300, seed = 1): T[] =>
  fc.sample(arbitrary, { numRuns, seed })

/** What an arbitrary shrinks to as long as something is the case. */
export function least<T>(arbitrary: fc.Arbitrary<T>, isBroken: (value: T) => boolean): T {
  const { counterexample } = fc.check(
    fc.property(arbitrary, value => !isBroken(value)),
    { seed: 1, numRuns: 1_000 },
  )
  if (counterexample === null) throw new Error('nothing was broken')
  return counterexample[0]
}
