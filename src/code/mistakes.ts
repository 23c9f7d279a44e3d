/** What may be wrong with what `code` and `app` are given, beside their options. */
import type { Problem } from '../kernel/errors.ts'
import { isRecord, shown } from '../kernel/schema.ts'

const examples = {
  code: 'code(async (request, { call }) => …)',
  app: 'app(() => buildOrders())',
  script: 'script(async ({ call }) => …)',
} as const

/**
 * The mistakes in what a word of code was given. What stands in its options is checked with the
 * system.
 */
export function mistakesInWords(
  word: keyof typeof examples,
  first: unknown,
  spec: unknown,
): Problem[] {
  const what = typeof first === 'function' ? serverOf(first) : `${shown(first)} is no function`
  const function_ = what === null ? [] : [{ what, fix: `write ${examples[word]}` }]
  if (isRecord(spec)) return function_
  const fix = "write { calls: ['db'] }, or leave it out"
  return [...function_, { what: `${shown(spec)} is no set of options`, fix }]
}

/** An app of Express or Connect is a function, too, but not one that makes a service. */
function serverOf(given: object): string | null {
  const { use, handle } = given as { use?: unknown; handle?: unknown }
  const isServer = typeof use === 'function' && typeof handle === 'function'
  return isServer ? 'this is a service, and not a function that makes one' : null
}
